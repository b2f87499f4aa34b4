import Testing

@testable import Telemetry

@Suite("Statistics of the process")
struct ProcessStatisticsTests {
    private static let files = [
        "/proc/self/status": "Name:\toccm\nVmSize:\t  180224 kB\nVmRSS:\t   40960 kB\nThreads:\t6\n",
        "/proc/self/stat":
            "4711 (a) ( odd) name) S 1 4711 4711 0 -1 4194560 9000 0 12 0 250 125 0 0 20 0 6 0 50000 184549376 10240 "
            + "18446744073709551615 1 1 0 0 0 0 0 4096 82947 0 0 0 17 1 0 0 0 0 0\n",
        "/proc/stat": "cpu  1 2 3 4\nctxt 7\nbtime 1795440000\nprocesses 9\n",
        "/proc/self/limits":
            "Limit   Soft Limit  Hard Limit  Units\nMax open files            1024                4096  files\n",
    ]

    private static func values(_ statistics: ProcessStatistics) -> [String: Double] {
        Dictionary(uniqueKeysWithValues: statistics.samples().map { ($0.definition.name, $0.value) })
    }

    @Test("memory, time, files and start are read from /proc")
    func parsed() {
        let statistics = ProcessStatistics(read: { Self.files[$0] }, countEntries: { $0 == "/proc/self/fd" ? 12 : nil })
        #expect(
            Self.values(statistics) == [
                "process_resident_memory_bytes": 41_943_040, "process_virtual_memory_bytes": 184_549_376,
                "process_cpu_seconds_total": 3.75, "process_open_fds": 12, "process_max_fds": 1024,
                "process_start_time_seconds": 1_795_440_500,
            ]
        )
    }

    @Test("what can't be read is left out", arguments: Self.files.keys.sorted())
    func partial(missing: String) {
        let statistics = ProcessStatistics(read: { $0 == missing ? nil : Self.files[$0] }, countEntries: { _ in nil })
        let values = Self.values(statistics)
        #expect(values.count < 5 && !values.isEmpty)
        #expect(ProcessStatistics(read: { _ in "x" }, countEntries: { _ in nil }).samples().isEmpty)
    }

    @Test("this process has memory, files and a start in the past")
    func real() throws {
        let values = Self.values(ProcessStatistics())
        #expect(values.count == 6)
        #expect(try #require(values["process_resident_memory_bytes"]) > 1_000_000)
        #expect(try #require(values["process_open_fds"]) >= 3)
        #expect(try #require(values["process_start_time_seconds"]) > 1_700_000_000)
    }
}
