/// A sequence of inputs for one parser. Each is made from the seed and its own index, so that a single one can be made
/// again without those before it.
public struct FuzzRun: Sendable {
    /// The parser.
    public let target: any FuzzTarget
    /// What makes this sequence differ from others.
    public let seed: UInt64

    /// Creates a sequence of inputs.
    public init(target: any FuzzTarget, seed: UInt64) {
        self.target = target
        self.seed = seed
    }

    /// The input with this index.
    public func input(_ index: UInt64) -> [UInt8] {
        var mixer = SplitMix64(seed: seed)
        let generator = SplitMix64(seed: mixer.next() ^ index)
        var mutator = Mutator(corpus: target.corpus, words: target.words, generator: generator)
        return mutator.input()
    }
}
