import FoundationEssentials

/// What Linux knows of this process (proc(5)).
///
/// Failure: what can't be read is left out.
public struct ProcessStatistics: Sendable {
    /// How many clock ticks `/proc` counts in a second (USER_HZ; 100 on every architecture that occm is built for).
    private static let ticks = 100.0

    private let read: @Sendable (String) -> String?
    private let countEntries: @Sendable (String) -> Int?

    /// Creates statistics.
    ///
    /// - Parameters:
    ///   - read: The text of a file.
    ///   - countEntries: How many entries a folder has.
    public init(
        read: @escaping @Sendable (String) -> String? = Self.text,
        countEntries: @escaping @Sendable (String) -> Int? = Self.entries
    ) {
        self.read = read
        self.countEntries = countEntries
    }

    /// The text of a file.
    public static let text: @Sendable (String) -> String? = { path in
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// How many entries a folder has.
    public static let entries: @Sendable (String) -> Int? = { path in
        try? FileManager.default.contentsOfDirectory(atPath: path).count
    }

    func samples() -> [MetricSample] {
        let status = Fields(read("/proc/self/status") ?? "")
        let usage = Usage(read("/proc/self/stat") ?? "")
        let boot = Fields(read("/proc/stat") ?? "").number("btime")
        let start = usage.flatMap { usage in boot.map { $0 + usage.startTicks / Self.ticks } }
        let values: [(MetricDefinition, Double?)] = [
            (MetricCatalogue.cpuSeconds, usage.map { $0.cpuTicks / Self.ticks }),
            (MetricCatalogue.residentMemory, status.number("VmRSS:").map { $0 * 1024 }),
            (MetricCatalogue.virtualMemory, status.number("VmSize:").map { $0 * 1024 }),
            (MetricCatalogue.openFiles, countEntries("/proc/self/fd").map(Double.init)),
            (MetricCatalogue.maximumFiles, Fields(read("/proc/self/limits") ?? "").number("Max open files")),
            (MetricCatalogue.startTime, start),
        ]
        return values.compactMap { definition, value in value.map { MetricSample(definition, value: $0) } }
    }

    /// Lines that begin with a name and go on with a number.
    private struct Fields {
        let lines: [Substring]

        init(_ text: String) { lines = text.split(separator: "\n") }

        func number(_ name: String) -> Double? {
            lines.first { $0.hasPrefix(name) }.flatMap { line in
                line.dropFirst(name.count).split { $0 == " " || $0 == "\t" }.first.flatMap { Double($0) }
            }
        }
    }

    /// What `/proc/self/stat` says.
    private struct Usage {
        let cpuTicks: Double
        let startTicks: Double

        init?(_ text: String) {
            // The second field is the program's name in brackets, and may hold anything; the third follows it.
            guard let end = text.lastIndex(of: ")") else { return nil }
            let fields = text[end...].split(separator: " ").dropFirst().map { Double($0) }
            guard fields.count > 19, let user = fields[11], let kernel = fields[12], let start = fields[19] else {
                return nil
            }
            cpuTicks = user + kernel
            startTicks = start
        }
    }
}
