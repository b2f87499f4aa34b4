import FoundationEssentials
import KeystoneAuth
import Testing

@Suite("docs/reference/cloud-conf.md")
struct CloudConfigReferenceTests {
    private var file: String {
        let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        return "/\(root)/docs/reference/cloud-conf.md"
    }

    @Test("is what the declarations of the keys say (UPDATE_GOLDENS=1 writes it)")
    func isCurrent() throws {
        if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
            try Data(CloudConfigReference.markdown.utf8).write(to: URL(filePath: file))
        }
        let written = FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) }
        #expect(written == CloudConfigReference.markdown)
    }
}
