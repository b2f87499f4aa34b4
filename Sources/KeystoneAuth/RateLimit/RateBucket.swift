/// A token bucket: so many requests a second, so many at once after a rest. Pure: the time is given.
///
/// A service that asks for fewer requests halves the rate, down to one a second, and gets none for as long as it asks to
/// be left alone; the rate grows back by one request a second every second. Refusals within a second of each other halve
/// it once: they answer requests that were sent before it was. Taking reserves a place in line, so who takes first goes first.
public struct RateBucket: Sendable, Hashable {
    /// The rate when nothing was refused, in requests a second.
    public let fullRate: Double
    /// How many requests may be sent at once after a rest.
    public let burst: Double
    /// The rate now, in requests a second.
    public private(set) var rate: Double

    /// What is left; below zero, that many requests have reserved a place and wait.
    private var level: Double
    private var updated: Duration?
    /// When the rate was halved.
    private var slowed: Duration?
    /// Until when the service wants no requests.
    private var pausedUntil = Duration.zero

    /// The longest time for which a service is left alone because it asks for it; who can't wait fails meanwhile.
    public static let longestPause = Duration.seconds(60)

    /// Creates a full bucket. Values below one request a second and below one request at once are raised to one.
    public init(rate: Double, burst: Double) {
        fullRate = max(rate, 1)
        self.burst = max(burst, 1)
        self.rate = fullRate
        level = self.burst
    }

    /// Takes one request out and returns how long it must wait until it may be sent.
    public mutating func take(at time: Duration) -> Duration {
        advance(to: time)
        level -= 1
        let pause = max(.zero, pausedUntil - time)
        return level >= 0 ? pause : pause + .seconds(-level / rate)
    }

    /// Puts one back that was taken and not sent.
    public mutating func giveBack() {
        level = min(burst, level + 1)
    }

    /// The service asked for fewer requests (429, 503), and for none for a while (`Retry-After`).
    public mutating func slowDown(at time: Duration, pause: Duration = .zero) {
        advance(to: time)
        pausedUntil = max(pausedUntil, time + min(pause, Self.longestPause))
        level = min(level, 0)
        if let slowed, time - slowed < .seconds(1) { return }
        slowed = time
        rate = max(1, rate / 2)
    }

    private mutating func advance(to time: Duration) {
        // A pause saves up nothing.
        let seconds = max(0, (time - max(updated ?? time, pausedUntil)) / .seconds(1))
        updated = max(time, updated ?? time)
        let grown = min(fullRate, rate + seconds)
        // While the rate grows evenly its mean is what counts; the rest of the time it is full.
        let growing = grown - rate
        level = min(burst, level + growing * (rate + grown) / 2 + (seconds - growing) * grown)
        rate = grown
    }
}
