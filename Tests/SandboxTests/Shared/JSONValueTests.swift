import Testing

@testable import Sandbox

@Suite("JSON")
struct JSONValueTests {
    @Test(
        "what is written is what was read, member order included",
        arguments: [
            #"{"z":1,"a":[true,false,null,-2,1.5,"x"],"m":{}}"#, #"[]"#, #""""#, #""\"\\ü😀\u0007""#, "12", "-0.25",
        ]
    )
    func roundTrip(text: String) throws { #expect(try JSONValue(parsing: text).text == text) }

    @Test("escapes become the characters that they stand for")
    func escapes() throws {
        #expect(try JSONValue(parsing: #""\u0041\ud83d\ude00\/\b\f\n\r\t""#) == "A😀/\u{8}\u{c}\n\r\t")
    }

    @Test(
        "what is no JSON is refused",
        arguments: [
            "", "{", "[1,]", #"{"a" 1}"#, "tru", "01", "1.", "+1", #""\ud800""#, #""\x""#, "\"\u{1}\"", "1 2", "nul",
            #"{"a":1,}"#, "-", "1e999", ".5", "-.5", "1.e5", "1e", "00", String(repeating: "[", count: 200),
        ]
    )
    func refused(text: String) { #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: text) } }

    @Test("bytes that are no UTF-8 are refused")
    func invalidUTF8() { #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: [0x22, 0xFF, 0x22]) } }

    @Test("a member is set, replaced and removed in place")
    func members() {
        var value: JSONValue = ["a": 1, "b": 2]
        value["a"] = "x"
        value["b"] = nil
        value["c"] = true
        #expect(value.text == #"{"a":"x","c":true}"#)
    }
}
