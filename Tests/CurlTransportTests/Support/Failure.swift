import CurlTransport
import Testing

/// The transport error that the body throws, or `nil` if it throws none.
func failure<Value>(_ body: () async throws -> Value) async -> TransportError? {
    do {
        _ = try await body()
        return nil
    } catch let error as TransportError {
        return error
    } catch {
        Issue.record(error)
        return nil
    }
}
