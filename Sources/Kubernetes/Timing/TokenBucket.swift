/// A token bucket: so many a second, so many at once after a rest. Pure: the time is given.
public struct TokenBucket: Sendable, Hashable {
    /// How many tokens come in a second.
    public let rate: Double
    /// How many there are after a rest, at least 1.
    public let burst: Double

    /// What is left; below zero, that many have reserved a place and wait.
    private var level: Double
    private var updated: Duration?

    /// Creates a full bucket. A rate of zero or less means no limit, as a negative `--kube-api-qps` does.
    public init(rate: Double, burst: Double) {
        self.rate = rate
        self.burst = max(burst, 1)
        level = self.burst
    }

    /// Takes a token and returns how long its taker must wait; who takes first goes first.
    public mutating func reserve(at time: Duration) -> Duration {
        guard rate > 0 else { return .zero }
        advance(to: time)
        level -= 1
        return level >= 0 ? .zero : .seconds(-level / rate)
    }

    /// Puts back a token that was reserved and not used.
    public mutating func giveBack() {
        level = min(burst, level + 1)
    }

    /// Takes a token if one is there.
    public mutating func takeIfPossible(at time: Duration) -> Bool {
        guard rate > 0 else { return true }
        advance(to: time)
        guard level >= 1 else { return false }
        level -= 1
        return true
    }

    private mutating func advance(to time: Duration) {
        let passed = max(0, (time - (updated ?? time)) / .seconds(1))
        updated = max(time, updated ?? time)
        level = min(burst, level + passed * rate)
    }
}
