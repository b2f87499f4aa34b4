import Testing

@testable import Telemetry

/// What `/metrics` shows, read as strictly as the format is written (prometheus.io, "Exposition formats", 0.0.4).
struct Scrape {
    struct Mistake: Error, CustomStringConvertible {
        var description: String
    }

    /// A line with a value.
    struct Line: Hashable {
        var name: String
        var labels: [String: String]
    }

    private(set) var values: [Line: Double] = [:]
    private(set) var types: [String: String] = [:]
    private(set) var helps: [String: String] = [:]
    /// Histograms' bounds in the order in which they came, with the counts.
    private var buckets: [Line: [(bound: Double, count: Double)]] = [:]

    init(_ text: String) throws {
        guard text.isEmpty || text.hasSuffix("\n") else { throw Mistake(description: "the last line does not end") }
        var family = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            if line.hasPrefix("# HELP ") {
                family = try head(line)
            } else if line.hasPrefix("# TYPE ") {
                try type(line, family)
            } else {
                try sample(line, family)
            }
        }
        try checkHistograms()
    }

    /// The value of a line; `nil` if there is none.
    subscript(_ name: String, _ labels: [String: String] = [:]) -> Double? { values[Line(name: name, labels: labels)] }

    private mutating func head(_ line: Substring) throws -> String {
        let parts = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, helps[String(parts[2])] == nil else { throw Mistake(description: "HELP: \(line)") }
        helps[String(parts[2])] = try Self.unescaped(parts[3], quotes: false)
        return String(parts[2])
    }

    private mutating func type(_ line: Substring, _ family: String) throws {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[2] == family, types[family] == nil,
            ["counter", "gauge", "histogram"].contains(parts[3])
        else { throw Mistake(description: "TYPE: \(line)") }
        types[family] = String(parts[3])
    }

    private mutating func sample(_ line: Substring, _ family: String) throws {
        guard
            let match = line.wholeMatch(
                of: /([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:[^"\\}]|"(?:[^"\\]|\\.)*")*)\})? ([^ ]+)/
            ), let value = Double(String(match.3).replacing("Inf", with: "inf"))
        else { throw Mistake(description: "no sample: \(line)") }
        let name = String(match.1)
        let suffixes = types[family] == "histogram" ? ["_bucket", "_sum", "_count"] : [""]
        guard suffixes.contains(where: { family + $0 == name }) else {
            throw Mistake(description: "\(line) is not in its family \(family)")
        }
        let labels = try Self.labels(match.2 ?? "")
        let key = Line(name: name, labels: labels)
        guard values.updateValue(value, forKey: key) == nil else { throw Mistake(description: "twice: \(line)") }
        guard name.hasSuffix("_bucket"), types[family] == "histogram" else { return }
        var series = Line(name: family, labels: labels)
        guard let bound = series.labels.removeValue(forKey: "le"),
            let number = Double(bound.replacing("Inf", with: "inf"))
        else { throw Mistake(description: "no bound: \(line)") }
        buckets[series, default: []].append((number, value))
    }

    private static func labels(_ text: Substring) throws -> [String: String] {
        var (result, rest): ([String: String], Substring) = ([:], text)
        while !rest.isEmpty {
            guard let match = rest.prefixMatch(of: /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\.)*)"(?:,|$)/),
                result.updateValue(try unescaped(match.2, quotes: true), forKey: String(match.1)) == nil
            else { throw Mistake(description: "labels: \(text)") }
            rest = rest[match.range.upperBound...]
        }
        return result
    }

    private static func unescaped(_ text: Substring, quotes: Bool) throws -> String {
        var (result, escape) = ("", false)
        for character in text {
            switch (escape, character) {
            case (false, "\\"): escape = true
            case (false, _): result.append(character)
            case (true, "n"): (result, escape) = (result + "\n", false)
            case (true, "\\"): (result, escape) = (result + "\\", false)
            case (true, "\"") where quotes: (result, escape) = (result + "\"", false)
            case (true, _): throw Mistake(description: "escape: \(text)")
            }
        }
        guard !escape else { throw Mistake(description: "half an escape: \(text)") }
        return result
    }

    /// Buckets are cumulative, end with infinity, and agree with the count; there is a sum.
    private func checkHistograms() throws {
        for (series, counts) in buckets {
            let isGrowing = zip(counts, counts.dropFirst()).allSatisfy { $0.bound < $1.bound && $0.count <= $1.count }
            let total = values[Line(name: "\(series.name)_count", labels: series.labels)]
            guard isGrowing, let last = counts.last, last.bound == .infinity, last.count == total,
                values[Line(name: "\(series.name)_sum", labels: series.labels)] != nil
            else { throw Mistake(description: "\(series) is no histogram: \(counts)") }
        }
    }
}
