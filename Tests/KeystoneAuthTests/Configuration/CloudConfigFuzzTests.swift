import Testing

@testable import KeystoneAuth

@Suite("Hostile configuration")
struct CloudConfigFuzzTests {
    /// SplitMix64: the same seed gives the same inputs on every machine.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let sample = """
        # a comment
        [Global]
        auth-url = "https://k:5000/v3" ; another
        password = a\\"b\\\\c \\
          d
        use-clouds
        [LoadBalancer]
        monitor-delay = 1m30.5s
        max-shared-lb = 0x10
        [LoadBalancerClass "d\\"mz"]
        subnet-id = 1
        [Networking]
        internal-network-name = a
        internal-network-name
        [Metadata]
        request-timeout = 9223372036s
        """

    private static let fragments: [[UInt8]] =
        ["[", "]", "\"", "\\", "\\\n", "=", ";", "#", "\n", "\r", "é", "9", "-", "h", "ns"]
        .map { Array($0.utf8) } + [[0], [0xFF], [0xC3], [0xEF, 0xBB, 0xBF]]

    private func mutate(_ text: inout [UInt8], with generator: inout Generator) {
        let position = Int.random(in: 0...text.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0 where position < text.count:
            text.remove(at: position)
        case 1 where position < text.count:
            text[position] = UInt8.random(in: .min ... .max, using: &generator)
        case 2:
            let end = Int.random(in: position...min(text.count, position + 40), using: &generator)
            text.insert(contentsOf: text[position..<end], at: Int.random(in: 0...text.count, using: &generator))
        default:
            let fragment = Self.fragments.randomElement(using: &generator) ?? []
            text.insert(contentsOf: fragment, at: position)
        }
    }

    @Test("2,000 mutated files are read to the end, with every problem on a line of the file")
    func mutations() {
        var generator = Generator(state: 20_260_101)
        var valid = 0
        for round in 0..<2_000 {
            var text = Array(Self.sample.utf8)
            for _ in 0...(round % 2) { mutate(&text, with: &generator) }
            let lines = text.count { $0 == UInt8(ascii: "\n") } + 1
            let (config, problems) = CloudConfig.parse(text, file: "f")
            if !problems.contains(where: { $0.severity == .error }) { valid += 1 }
            let isPlaced = problems.allSatisfy { problem in problem.line.map { (1...lines).contains($0) } ?? false }
            #expect(isPlaced, "round \(round): \(problems)")
            _ = config.effectiveKeys()
        }
        #expect(valid >= 600, "only \(valid) of the inputs are valid: the test looks at too little")
    }

    @Test(
        "repetition is read in linear time",
        arguments: ["[", "\"", "\\", "\\\n", "a", "[s]\n", "[Global]\nusername=x\n", "=", "\n", "k=\"\\\"", "é"]
    )
    func repetition(piece: String) {
        let text = Array(String(repeating: piece, count: 50_000 / piece.utf8.count).utf8)
        let began = ContinuousClock.now
        _ = CloudConfig.parse(text, file: "f")
        #expect(began.duration(to: .now) < .seconds(20), "a debug build under load; quadratic time would take minutes")
    }

    @Test("fault bodies, version documents and durations of any bytes do no harm")
    func otherParsers() {
        var generator = Generator(state: 7)
        for _ in 0..<500 {
            var text = Array(
                #"{"faultstring":"x","versions":[{"id":"v2.1"}],"NeutronError":{"message":"<b>1h2.5m</b>"}}"#.utf8
            )
            for _ in 0..<6 { mutate(&text, with: &generator) }
            #expect(FaultText(text).message.count <= 501)
            _ = VersionDocument.versions(in: text)
            _ = GoDuration.parse(String(decoding: text.suffix(12), as: UTF8.self))
            _ = ServiceEndpoint(String(decoding: text, as: UTF8.self), of: .compute)
        }
    }
}
