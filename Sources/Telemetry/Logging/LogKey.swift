public import Logging

/// The keys of log lines, in the order in which a line has them. Other keys follow, by name.
public enum LogKey: String, Sendable, Hashable, CaseIterable {
    case err
    case service, operation, reasons
    case node
    case lease, holder, config
    case object, kind, apiVersion, type, reason, message
    case request, verb, resource, call, step, status, requestID, retries
    case code, retryIn, steps, duration, waited, heldBack, pause
    case nodes, services, count, resourceVersion
    case add, change, destroy, calls, plan
    case uid, warning

    /// The place of a key in a line.
    static func place(of key: String) -> Int { places[key] ?? places.count }

    private static let places = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1.rawValue, $0) })
}

extension Logger.Metadata {
    /// Metadata whose keys are ours; what is `nil` is left out.
    public init(_ fields: [LogKey: Logger.MetadataValue?]) {
        self = [:]
        for (key, value) in fields { self[key.rawValue] = value }
    }
}

extension Logger.MetadataValue {
    /// A number.
    public static func number(_ value: some BinaryInteger & Sendable & CustomStringConvertible) -> Self {
        .stringConvertible(value)
    }

    /// A duration in seconds, with milliseconds.
    public static func seconds(_ value: Duration) -> Self {
        .stringConvertible((value.inSeconds * 1000).rounded() / 1000)
    }
}
