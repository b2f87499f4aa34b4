import Testing
import YAML

/// Expectations follow go-yaml v2's resolve.go, which kubectl reads with.
@Suite("Plain scalars mean what they mean to kubectl")
struct YAMLScalarTests {
    @Test("words", arguments: ["y", "Yes", "TRUE", "on", "On"])
    func truths(text: String) {
        #expect(YAMLScalar(plain: text).kind == .bool(true))
    }

    @Test("negative words", arguments: ["n", "NO", "false", "Off"])
    func falsehoods(text: String) {
        #expect(YAMLScalar(plain: text).kind == .bool(false))
    }

    @Test("nothing", arguments: ["", "~", "null", "Null", "NULL"])
    func nulls(text: String) {
        #expect(YAMLScalar(plain: text).kind == .null)
    }

    @Test(
        "whole numbers",
        arguments: [
            ("0", 0), ("-0", 0), ("+12", 12), ("-7", -7), ("1_000", 1000), ("010", 8), ("-010", -8), ("0o10", 8),
            ("0x1F", 31), ("-0x1f", -31), ("0b101", 5), ("-0b11", -3), ("9223372036854775807", Int.max),
            ("-9223372036854775808", Int.min),
        ]
    )
    func integers(text: String, value: Int) {
        let scalar = YAMLScalar(plain: text)
        #expect(scalar.kind == .integer)
        #expect(scalar.integer(as: Int.self) == value)
    }

    @Test(
        "numbers with a fraction or an exponent",
        arguments: [
            ("1.5", 1.5), (".5", 0.5), ("-.5", -0.5), ("1.", 1), ("1e3", 1000), ("+1.5E-1", 0.15), ("08", 8),
            ("09.5", 9.5),
            ("1_0.5", 10.5), (".inf", Double.infinity), ("-.INF", -Double.infinity),
        ]
    )
    func floats(text: String, value: Double) {
        #expect(YAMLScalar(plain: text).kind == .float(value))
    }

    @Test(
        "everything else is a string",
        arguments: [
            "yEs", "tRue", "nULL", "+", "-", ".", "..", "1.2.3", "10.0.0.1", "12:30:45", "2001-12-14", "0x", "0xg",
            "0b2",
            "1e", "e3", "1e400", "0x1p-2", "._5", "_1", "-.", "1 2", "١", ".Nan", "--1", "+-1",
        ]
    )
    func strings(text: String) {
        #expect(YAMLScalar(plain: text).kind == .string)
    }

    @Test("a number too large for a type has no value of that type, and no other")
    func ranges() {
        #expect(YAMLScalar(plain: "65536").integer(as: UInt16.self) == nil)
        #expect(YAMLScalar(plain: "-1").integer(as: UInt16.self) == nil)
        #expect(YAMLScalar(plain: "9223372036854775808").integer(as: Int.self) == nil)
        #expect(YAMLScalar(plain: "18446744073709551615").integer(as: UInt64.self) == .max)
        #expect(YAMLScalar(plain: "18446744073709551616").double == 18_446_744_073_709_551_616)
        #expect(YAMLScalar(plain: "80.0").integer(as: Int.self) == 80)
        #expect(YAMLScalar(plain: "80.5").integer(as: Int.self) == nil)
    }
}
