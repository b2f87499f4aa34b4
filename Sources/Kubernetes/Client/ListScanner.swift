/// Cuts a list's JSON text into its `metadata` and its `items` while it arrives, so that one item at a time is in memory.
///
/// Guarantees: any text is read in time proportional to its length; one part is at most `partLimit` bytes. Pure.
/// Assumptions: the text is checked only as far as cutting needs; each part is decoded, and so checked, by itself.
struct ListScanner {
    /// A part is larger than any object that etcd takes.
    struct PartTooLarge: Error, CustomStringConvertible {
        var description: String { "one object is larger than \(ListScanner.partLimit) bytes" }
    }

    /// etcd takes 1.5 MiB; the JSON text of it may be some times longer.
    static let partLimit = 16 << 20

    /// The list's own metadata.
    private(set) var metadata: [UInt8]?
    /// Whether the text has ended as an object does.
    private(set) var isComplete = false

    private enum Place {
        case elsewhere, metadata, items
    }

    private var depth = 0
    private var isInString = false
    private var isEscaped = false
    /// The latest string directly in the list: a key, when a value follows.
    private var key: [UInt8] = []
    /// What the object or array that is open directly in the list is.
    private var place = Place.elsewhere
    /// The part that is being read.
    private var part: [UInt8] = []
    private var isInPart = false

    /// Reads the next piece of the text, handing over each item that it completes.
    mutating func read(_ chunk: [UInt8], _ item: ([UInt8]) -> Void) throws(PartTooLarge) {
        // Where the part that is being read begins in this chunk.
        var begin = 0
        for index in chunk.indices {
            let byte = chunk[index]
            if isInString {
                readInString(byte)
                continue
            }
            switch byte {
            case UInt8(ascii: "\""):
                isInString = true
                if depth == 1 { key = [] }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                if open(byte) { begin = index }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if close() {
                    part += chunk[begin...index]
                    finishPart(item)
                }
            default: break
            }
        }
        guard isInPart else { return }
        part += chunk[begin...]
        guard part.count <= Self.partLimit else { throw PartTooLarge() }
    }

    private mutating func readInString(_ byte: UInt8) {
        if isEscaped {
            isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
            isInString = false
        } else if depth == 1, key.count < 16 {
            key.append(byte)
        }
    }

    /// Goes one level deeper. Returns whether a part begins here.
    private mutating func open(_ byte: UInt8) -> Bool {
        depth += 1
        if depth == 2 { place = place(of: byte) }
        let beginsPart = place == .metadata && depth == 2 || place == .items && depth == 3
        if beginsPart { isInPart = true }
        return beginsPart
    }

    private func place(of byte: UInt8) -> Place {
        if byte == UInt8(ascii: "{"), key == Array("metadata".utf8) { return .metadata }
        if byte == UInt8(ascii: "["), key == Array("items".utf8) { return .items }
        return .elsewhere
    }

    /// Goes one level up. Returns whether a part ends here.
    private mutating func close() -> Bool {
        depth -= 1
        if depth <= 0 { isComplete = true }
        return isInPart && depth == (place == .metadata ? 1 : 2)
    }

    private mutating func finishPart(_ item: ([UInt8]) -> Void) {
        if place == .metadata { metadata = part } else { item(part) }
        part = []
        isInPart = false
    }
}
