import FoundationEssentials

/// What a service says about its refusal, in whichever form it says it.
///
/// | service | body |
/// |---|---|
/// | Octavia | `{"faultcode": …, "faultstring": "…", "debuginfo": …}` |
/// | Neutron | `{"NeutronError": {"type": "OverQuota", "message": "…", "detail": ""}}` |
/// | Nova | `{"badRequest": {"code": 400, "message": "…"}}` and other names |
/// | Keystone | `{"error": {"code": 401, "title": "…", "message": "…"}}` |
/// | Barbican | `{"code": 400, "title": "…", "description": "…"}` |
/// | proxies | HTML, text, nothing |
struct FaultText: Sendable, Hashable {
    /// One line, at most 500 characters; empty if the body says nothing.
    var message = ""
    /// Neutron's name of the error.
    var type: String?

    private static let limit = 500

    /// Reads a body. Never fails: what is not understood is quoted.
    init(_ body: [UInt8]) {
        if let object = try? JSONDecoder().decode([String: Member].self, from: Data(body)) {
            read(object)
        } else {
            // Only the beginning can be shown, so only the beginning is looked at.
            message = Self.plain(String(decoding: body.prefix(8 * Self.limit), as: UTF8.self))
        }
        message = Self.line(message)
    }

    private mutating func read(_ object: [String: Member]) {
        for name in ["faultstring", "message", "description", "title"] {
            if case .text(let text)? = object[name] {
                message = text
                return
            }
        }
        for (_, member) in object.sorted(by: { $0.key < $1.key }) {
            guard case .object(let fault) = member, let text = fault.message ?? fault.detail ?? fault.title else {
                continue
            }
            message = text
            type = fault.type
            return
        }
    }

    /// HTML's text without its tags, scripts and styles; other text as it is.
    private static func plain(_ text: String) -> String {
        guard text.contains("<") else { return text }
        var plain = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "<") {
            plain += rest[..<open] + " "
            let tag = rest[open...].dropFirst()
            let name = tag.prefix(6).lowercased()
            let isHidden = name.hasPrefix("style") || name == "script"
            guard let close = tag.firstIndex(of: ">") else { return plain }
            rest = tag[tag.index(after: close)...]
            if isHidden { rest = rest.drop { $0 != "<" } }
        }
        return plain + rest
    }

    /// White space and control characters become single spaces.
    private static func line(_ text: String) -> String {
        let words = text.split { $0.isWhitespace || $0.isNewline || ($0.asciiValue ?? 32) < 32 }
        let line = words.joined(separator: " ")
        return line.count <= limit ? line : line.prefix(limit) + "…"
    }
}

/// A member of a fault's outer object.
private enum Member: Decodable {
    struct Fault: Decodable {
        var message: String?
        var detail: String?
        var title: String?
        var type: String?
    }

    case text(String)
    case object(Fault)
    case other

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let fault = try? container.decode(Fault.self) {
            self = .object(fault)
        } else {
            self = .other
        }
    }
}
