import ArgumentParser

/// A duration on the command line: `2s`, `500ms`, `1m`, `-30s`.
struct Seconds: ExpressibleByArgument, CustomStringConvertible {
    let duration: Duration

    init(_ duration: Duration) { self.duration = duration }

    init?(argument: String) {
        let units: [(String, Int)] = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)]
        for (unit, milliseconds) in units where argument.hasSuffix(unit) {
            guard let number = Double(argument.dropLast(unit.count)), abs(number) < 1e9 else { return nil }
            duration = .milliseconds(number * Double(milliseconds))
            return
        }
        return nil
    }

    var description: String { "\(duration / .seconds(1))s" }
    var defaultValueDescription: String { description }
}

/// A whole number from 1 up.
struct PositiveNumber: ExpressibleByArgument, ExpressibleByIntegerLiteral {
    let value: Int

    init?(argument: String) {
        guard let value = Int(argument), (1...10_000).contains(value) else { return nil }
        self.value = value
    }

    init(integerLiteral value: Int) { self.value = value }

    var defaultValueDescription: String { String(value) }
}

/// A limit on the command line: `floatingip=2`.
struct Quota: ExpressibleByArgument {
    let resource: String
    let limit: Int

    init?(argument: String) {
        let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, let limit = Int(parts[1]) else { return nil }
        resource = String(parts[0])
        self.limit = limit
    }
}
