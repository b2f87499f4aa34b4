public import Kubernetes
import Synchronization

/// Holds destructive work back that comes in bulk: when many things seem to be gone at once, it is rather the look at them
/// that is wrong.
///
/// Guarantees: within the window no more subjects are admitted than the limits allow; one that was admitted may come again.
/// Failure: ``CircuitOpen``, with what to look at and how to go on.
public final class CircuitBreaker: Sendable {
    /// How much is let through.
    public struct Limits: Sendable, Hashable {
        /// The share of the population, in 0...1; one is always let through.
        public var share = 0.1
        /// How long an admission counts.
        public var window = Duration.seconds(600)

        /// The usual limits: a tenth in ten minutes.
        public init() {}

        /// How many of a population are let through in a window.
        public func allowance(of population: Int) -> Int { max(1, Int(share * Double(max(0, population)))) }
    }

    private let limits: Limits?
    private let clock: ClientClock
    private let state = Mutex(CircuitBreakerState())

    /// Creates a breaker.
    /// - Parameter limits: `nil` lets everything through: an operator said so.
    public init(_ limits: Limits? = Limits(), clock: ClientClock = .system) {
        self.limits = limits
        self.clock = clock
    }

    /// Lets a subject through, or throws.
    /// - Parameter population: How many things of its kind there are.
    public func admit(_ subject: String, of population: Int) throws(CircuitOpen) {
        guard let limits else { return }
        let wait = state.withLock { $0.admit(subject, of: population, within: limits, at: clock.uptime()) }
        if let wait { throw CircuitOpen(population: population, limits: limits, retryAfter: wait) }
    }
}

/// Who was admitted, and when. Pure: the time is given.
struct CircuitBreakerState: Sendable {
    private var admitted: [String: Duration] = [:]

    /// Lets a subject through and returns `nil`, or returns after how long there is room again.
    mutating func admit(
        _ subject: String,
        of population: Int,
        within limits: CircuitBreaker.Limits,
        at now: Duration
    ) -> Duration? {
        admitted = admitted.filter { now - $0.value < limits.window }
        guard admitted[subject] == nil else { return nil }
        let surplus = admitted.count - limits.allowance(of: population)
        guard surplus < 0 else { return admitted.values.sorted()[surplus] + limits.window - now }
        admitted[subject] = now
        return nil
    }
}

/// Something destructive was held back, because there was too much of it.
public struct CircuitOpen: CloudFailure, Hashable, CustomStringConvertible {
    /// How many things of its kind there are.
    public let population: Int
    /// How many of them are let through, and in what time.
    public let limits: CircuitBreaker.Limits
    /// When there is room again.
    public let retryAfter: Duration?

    /// `held_back`.
    public var failureCode: String { "held_back" }

    /// What was held back, why, and what to do.
    public var description: String {
        """
        held back, because \(limits.allowance(of: population)) of \(population) have already been made anew or removed \
        within \(limits.window.components.seconds / 60) min. If so many are really gone, wait, or lift the limit; else find \
        out why they can't be seen
        """
    }
}
