extension Duration {
    /// In seconds, as metrics count them.
    var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }

    /// In nanoseconds, as swift-metrics takes them.
    var inNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds > Int64.max / 2_000_000_000 ? .max : seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
