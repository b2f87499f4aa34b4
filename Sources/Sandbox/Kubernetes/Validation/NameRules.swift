/// The forms of names, with the texts of the real API server. Each rule answers what is wrong: nothing, if the name is right.
enum NameRules {
    /// RFC 1123 subdomain: names of most objects.
    static func subdomain(_ name: String) -> [String] {
        let isRight = name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { isLabel($0) }
        return tooLong(name, 253)
            + (isRight
                ? []
                : [
                    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must "
                        + "start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
                        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
                ])
    }

    /// RFC 1123 label: names of namespaces and Service ports.
    static func label(_ name: String) -> [String] {
        tooLong(name, 63)
            + (isLabel(name)
                ? []
                : [
                    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and "
                        + "end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
                        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
                ])
    }

    /// RFC 1035 label: names of Services.
    static func rfc1035Label(_ name: String) -> [String] {
        let startsWell = name.utf8.first.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } ?? false
        return tooLong(name, 63)
            + (isLabel(name) && startsWell
                ? []
                : [
                    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic "
                        + "character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for "
                        + "validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"
                ])
    }

    /// A label's or annotation's key, and a finalizer: `prefix/name` or `name`.
    static func qualifiedName(_ name: String) -> [String] {
        let parts = name.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        let form =
            "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric "
            + "character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
            + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
        guard parts.count <= 2 else {
            return [
                "a qualified name \(form) with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
            ]
        }
        var problems: [String] = []
        if parts.count == 2 {
            problems =
                parts[0].isEmpty ? ["prefix part must be non-empty"] : subdomain(parts[0]).map { "prefix part \($0)" }
        }
        let last = parts[parts.count - 1]
        if last.isEmpty { return problems + ["name part must be non-empty", "name part \(form)"] }
        return problems + tooLong(last, 63).map { "name part \($0)" } + (isValueText(last) ? [] : ["name part \(form)"])
    }

    /// A label's value.
    static func labelValue(_ value: String) -> [String] {
        tooLong(value, 63)
            + (value.isEmpty || isValueText(value)
                ? []
                : [
                    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must "
                        + "start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex "
                        + "used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
                ])
    }

    /// The name of a container's port, as a targetPort.
    static func portName(_ name: String) -> [String] {
        var problems: [String] = name.utf8.count > 15 ? ["must be no more than 15 characters"] : []
        if !name.utf8.allSatisfy({ isLowerOrDigit($0) || $0 == UInt8(ascii: "-") }) {
            problems.append("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)")
        }
        if !name.utf8.contains(where: { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }) {
            problems.append("must contain at least one letter (a-z)")
        }
        if name.contains("--") { problems.append("must not contain consecutive hyphens") }
        if name.hasPrefix("-") || name.hasSuffix("-") { problems.append("must not begin or end with a hyphen") }
        return problems
    }

    /// A port's number.
    static func portNumber(_ number: Int) -> [String] {
        (1...65535).contains(number) ? [] : ["must be between 1 and 65535, inclusive"]
    }

    private static func tooLong(_ name: String, _ limit: Int) -> [String] {
        name.utf8.count > limit ? ["must be no more than \(limit) bytes"] : []
    }

    private static func isLabel(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, !text.hasSuffix("-") else { return false }
        return isLowerOrDigit(first)
            && text.utf8.allSatisfy { isLowerOrDigit($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isValueText(_ text: String) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last else { return false }
        let inner = Set("-_.".utf8)
        return isAlphanumeric(first) && isAlphanumeric(last)
            && text.utf8.allSatisfy { isAlphanumeric($0) || inner.contains($0) }
    }

    private static func isLowerOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isLowerOrDigit(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }
}
