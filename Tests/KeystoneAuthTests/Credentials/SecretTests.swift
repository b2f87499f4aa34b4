import FoundationEssentials
import KeystoneAuth
import Testing

@Suite("Secrets")
struct SecretTests {
    private struct Holder {
        var secret = Secret("hunter2")
    }

    @Test("printing, interpolating, describing and dumping show nothing")
    func printsNothing() {
        let secret = Secret("hunter2")
        var dumped = ""
        dump(Holder(), to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), "\(Holder())", "\([secret])", dumped] {
            #expect(text.contains("<redacted>"))
            #expect(!text.contains("hunter2"))
        }
    }

    @Test("encoding throws, decoding works")
    func codable() throws {
        #expect(throws: EncodingError.self) { try JSONEncoder().encode([Secret("hunter2")]) }
        let decoded = try JSONDecoder().decode([Secret].self, from: Data(#"["hunter2"]"#.utf8))
        #expect(decoded.first?.reveal() == "hunter2")
    }
}
