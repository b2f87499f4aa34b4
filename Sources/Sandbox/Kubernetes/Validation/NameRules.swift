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

    /// RFC 1123 label: names of Services, their ports, and namespaces.
    static func label(_ name: String) -> [String] {
        if name.contains(".") { return ["must not contain dots"] }
        return tooLong(name, 63, "characters")
            + (isLabel(name)
                ? []
                : [
                    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and "
                        + "end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
                        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
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

    /// An address.
    static func address(_ text: String) -> [String] {
        if IPAddress(text) != nil { return [] }
        let isPadded = IPAddress(withoutPadding(text)) != nil
        return [
            isPadded ? "must not have leading 0s" : "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"
        ]
    }

    /// A network; since 1.36 only in its shortest form.
    static func network(_ text: String) -> [String] {
        guard text.contains("/"), let network = IPPrefix(withoutPadding(text)) else {
            return ["must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"]
        }
        if withoutPadding(text) != text { return ["must not have leading 0s in IP or prefix length"] }
        return network.address == network.first ? [] : ["must not have bits set beyond the prefix length"]
    }

    /// `10.0.0.0/8` for `010.0.0.0/08`.
    private static func withoutPadding(_ text: String) -> String {
        guard !text.contains(":") else { return text }
        return text.split(separator: "/", omittingEmptySubsequences: false).map { half in
            half.split(separator: ".", omittingEmptySubsequences: false).map { number in
                let digits = number.drop { $0 == "0" }
                return digits.isEmpty ? String(number.prefix(1)) : String(digits)
            }.joined(separator: ".")
        }.joined(separator: "/")
    }

    private static func tooLong(_ name: String, _ limit: Int, _ unit: String = "bytes") -> [String] {
        name.utf8.count > limit ? ["must be no more than \(limit) \(unit)"] : []
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
