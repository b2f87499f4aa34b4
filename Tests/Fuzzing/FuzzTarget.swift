/// A parser that is fed with mutated input.
public protocol FuzzTarget: Sendable {
    /// The name on the command line.
    var name: String { get }
    /// Valid texts that the inputs are made from; none may be empty.
    var corpus: [String] { get }
    /// Words that mean something to the parser, put in place of others.
    var words: [String] { get }

    /// Parses an input. What counts as valid is the parser's word; only a crash or a stall is a failure.
    func accepts(_ input: [UInt8]) -> Bool
}

/// The parsers that are fuzzed. A new one needs a type here and nothing else.
public enum FuzzTargets {
    /// Every parser of text that occm is given.
    public static let all: [any FuzzTarget] = [
        YAMLFuzzTarget(), ManifestFuzzTarget(), CloudConfigFuzzTarget(), AnnotationFuzzTarget(),
    ]

    /// Parsers with a known defect, by which the harness itself is tested.
    public static let defective: [any FuzzTarget] = [CrashingTarget(), StallingTarget()]
}

/// Traps on the letter `x`.
struct CrashingTarget: FuzzTarget {
    let name = "defect-crash"
    let corpus = ["a"]
    let words = ["x"]

    func accepts(_ input: [UInt8]) -> Bool {
        precondition(!input.contains(UInt8(ascii: "x")), "this defect is meant to be found")
        return true
    }
}

/// Never ends on the letter `x`.
struct StallingTarget: FuzzTarget {
    let name = "defect-stall"
    let corpus = ["a"]
    let words = ["x"]

    func accepts(_ input: [UInt8]) -> Bool {
        while input.contains(UInt8(ascii: "x")) {}
        return true
    }
}
