import CurlTransport

extension CurlTransport {
    /// A transport that ignores the machine's proxy variables, otherwise with the given changes.
    static func direct(_ change: (inout Configuration) -> Void = { _ in }) throws -> CurlTransport {
        var configuration = Configuration()
        configuration.proxy = .none
        change(&configuration)
        return try CurlTransport(configuration: configuration)
    }
}
