public import Kubernetes

/// Why a Service is worked on.
public struct PassReasons: OptionSet, Sendable, Hashable {
    /// As bits.
    public let rawValue: UInt8

    /// Creates reasons from bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Nothing asked for it: whether it is still as it was left.
    public static let resync = PassReasons(rawValue: 1 << 0)
    /// It was served already when this process began.
    public static let startup = PassReasons(rawValue: 1 << 1)
    /// Its last pass failed.
    public static let retry = PassReasons(rawValue: 1 << 2)
    /// The Service is new, changed, or is to go.
    public static let service = PassReasons(rawValue: 1 << 3)
    /// Nodes came, went or changed.
    public static let nodes = PassReasons(rawValue: 1 << 4)

    /// The Service itself was changed, so what it loses by that is meant.
    public static let spec = PassReasons(rawValue: 1 << 5)
    /// Removals were held back until a second look at the Nodes.
    public static let secondLook = PassReasons(rawValue: 1 << 6)

    /// How urgent the most urgent of the reasons is.
    public var priority: WorkPriority {
        if !isDisjoint(with: [.nodes, .secondLook]) { return .urgent }
        if contains(.service) { return .change }
        if contains(.startup) { return .startup }
        return contains(.retry) ? .change : .resync
    }

    /// How the pass is told of.
    var occasion: Occasion {
        if !isEmpty, isSubset(of: [.nodes, .secondLook]) { return .nodes }
        return self == .resync ? .resync : .ensure
    }

    /// What a pass is to those who read events.
    enum Occasion: Sendable, Hashable {
        /// The load balancer is made what the Service wants.
        case ensure
        /// Its members follow the Nodes.
        case nodes
        /// It is looked at; only a repair is worth a word.
        case resync
    }
}
