import Dispatch
import Synchronization
import Testing

@testable import Telemetry

@Suite("Where log lines go", .timeLimit(.minutes(1)))
struct LogWriterTests {
    private final class Sink: Sendable {
        let bytes = Mutex<[UInt8]>([])
        var lines: [Substring] {
            String(decoding: bytes.withLock { $0 }, as: UTF8.self).split(separator: "\n")
        }
    }

    @Test("lines from many tasks arrive whole, none is lost, and those of one task are in order")
    func whole() async {
        let sink = Sink()
        let writer = LogWriter { bytes in sink.bytes.withLock { $0 += bytes } }
        await withTaskGroup { group in
            for task in 0..<8 {
                group.addTask {
                    for line in 0..<500 {
                        writer.write("task\(task) \(line) \(String(repeating: "x", count: line % 90))\n")
                    }
                }
            }
        }
        writer.flush()
        #expect(sink.lines.count == 4000)
        for task in 0..<8 {
            let numbers = sink.lines.filter { $0.hasPrefix("task\(task) ") }.map { $0.split(separator: " ")[1] }
            #expect(numbers == (0..<500).map { "\($0)" })
        }
        #expect(writer.dropped == 0)
    }

    @Test("a reader that reads no more blocks nobody; what does not fit is dropped whole, and counted")
    func blocked() {
        let (sink, gate) = (Sink(), DispatchSemaphore(value: 0))
        let writer = LogWriter(capacity: 10) { bytes in
            gate.wait()
            sink.bytes.withLock { $0 += bytes }
        }
        writer.write("first\n")
        // Until the first line is on its way it takes up room, too.
        while writer.dropped == 0 { writer.write("second\n") }
        for _ in 0..<100 { gate.signal() }
        writer.flush()
        #expect(sink.lines.first == "first")
        #expect(sink.lines.allSatisfy { ["first", "second"].contains($0) })
    }
}
