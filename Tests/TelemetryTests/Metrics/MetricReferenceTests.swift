import FoundationEssentials
import Telemetry
import Testing

@Suite("The reference of metrics")
struct MetricReferenceTests {
    @Test("docs/reference/metrics.md says what the declarations say; UPDATE_GOLDENS=1 renews it")
    func upToDate() throws {
        let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let path = "/\(root)/docs/reference/metrics.md"
        if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
            try Data(MetricReference.markdown.utf8).write(to: URL(filePath: path))
        }
        let page = try #require(FileManager.default.contents(atPath: path))
        #expect(String(decoding: page, as: UTF8.self) == MetricReference.markdown)
    }
}
