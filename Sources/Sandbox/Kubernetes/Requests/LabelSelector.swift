/// Requirements on labels: `app=web,tier!=db,zone in (a,b),env notin (dev),team,!legacy`.
struct LabelSelector: Sendable {
    private enum Requirement: Sendable {
        case isIn(String, Set<String>)
        case isNotIn(String, Set<String>)
        case exists(String)
        case doesNotExist(String)
    }

    private var requirements: [Requirement] = []

    /// Wants every object.
    init() {}

    /// Reads a selector; throws 400 where it is none.
    init(_ text: String) throws(APIFailure) {
        for term in Self.terms(text) { requirements.append(try Self.requirement(term)) }
    }

    /// Whether labels meet every requirement.
    func matches(_ labels: [String: String]) -> Bool {
        requirements.allSatisfy { requirement in
            switch requirement {
            case .isIn(let key, let values): labels[key].map(values.contains) ?? false
            case .isNotIn(let key, let values): !(labels[key].map(values.contains) ?? false)
            case .exists(let key): labels[key] != nil
            case .doesNotExist(let key): labels[key] == nil
            }
        }
    }

    /// The parts between the commas that are not inside parentheses.
    private static func terms(_ text: String) -> [String] {
        var (terms, depth) = ([""], 0)
        for character in text {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if character == "," && depth == 0 {
                terms.append("")
            } else {
                terms[terms.count - 1].append(character)
            }
        }
        return terms.map(trimmed).filter { !$0.isEmpty }
    }

    private static func requirement(_ term: String) throws(APIFailure) -> Requirement {
        if let open = term.firstIndex(of: "("), term.hasSuffix(")") {
            let words = term[..<open].split(separator: " ").map(String.init)
            let values = Set(
                term[term.index(after: open)...].dropLast().split(separator: ",", omittingEmptySubsequences: false)
                    .map { trimmed(String($0)) }
            )
            if words.count == 2, words[1] == "in" { return .isIn(try key(words[0]), values) }
            if words.count == 2, words[1] == "notin" { return .isNotIn(try key(words[0]), values) }
            throw .badRequest("unable to parse requirement: found '\(term)', expected: in, notin")
        }
        if let sign = term.firstIndex(of: "=") {
            let right = term[term.index(after: sign)...]
            let value = trimmed(String(right.hasPrefix("=") ? right.dropFirst() : right))
            guard !value.hasPrefix("=") else {
                throw .badRequest("unable to parse requirement: found '=', expected: identifier")
            }
            let left = String(term[..<sign])
            guard left.hasSuffix("!") else { return .isIn(try key(left), [value]) }
            return .isNotIn(try key(String(left.dropLast())), [value])
        }
        return term.hasPrefix("!") ? .doesNotExist(try key(String(term.dropFirst()))) : .exists(try key(term))
    }

    private static func key(_ text: String) throws(APIFailure) -> String {
        let key = trimmed(text)
        if let problem = NameRules.qualifiedName(key).first {
            throw .badRequest("unable to parse requirement: <nil>: Invalid value: \"\(key)\": \(problem)")
        }
        return key
    }

    private static func trimmed(_ text: String) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
