extension OpenStackError {
    /// The error with every occurrence of a secret replaced: some proxies quote the request they refuse.
    ///
    /// Secrets of fewer than four characters stay: they occur in any text.
    func without(_ secrets: [Secret]) -> OpenStackError {
        let values = secrets.map { $0.reveal() }.filter { $0.count >= 4 }
        guard !values.isEmpty else { return self }
        var error = self
        error.message = Self.redact(message, values)
        error.fault = fault.map { Self.redact($0, values) }
        return error
    }

    private static func redact(_ text: String, _ secrets: [String]) -> String {
        secrets.reduce(text) { text, secret in
            text.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "<redacted>")
        }
    }
}
