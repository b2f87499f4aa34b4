/// What can be kept as bytes.
protocol Packable {
    /// Adds what it is made of, in an order of its own.
    func pack(into packer: inout Packer)
    /// Takes what it is made of, in the same order.
    init(from unpacker: inout Unpacker)
}

/// Turns values into the few bytes that they need: a thousand load balancers are kept in one allocation each, instead of
/// hundreds of small texts and arrays.
///
/// A UUID takes 17 bytes instead of 80, other texts their length and one byte more. A long text that comes again is only
/// referred to: everything on a load balancer has the same tags.
struct Packer {
    /// What was added.
    private(set) var bytes: [UInt8] = []
    private var longTexts: [String: Int] = [:]

    /// How a text begins that is not written as its length and its bytes.
    enum Mark {
        static let uuid: UInt8 = 0xFF
        static let seenBefore: UInt8 = 0xFE
        static let long: UInt8 = 0xFD
    }

    /// From this many bytes on a text is looked for among those that were added before.
    static let longText = 20

    /// Adds a value.
    mutating func add(_ value: some Packable) { value.pack(into: &self) }

    /// Adds a number, seven bits a byte, small ones of either sign in one.
    mutating func add(number: Int) {
        var rest = UInt(bitPattern: number << 1 ^ number >> (Int.bitWidth - 1))
        while rest > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// Adds a text.
    mutating func add(text: String) {
        let utf8 = text.utf8
        guard utf8.count >= Self.longText else {
            bytes.append(UInt8(utf8.count))
            return bytes.append(contentsOf: utf8)
        }
        if let index = longTexts[text] {
            bytes.append(Mark.seenBefore)
            return add(number: index)
        }
        longTexts[text] = longTexts.count
        if let uuid = PackedUUID(text) {
            bytes.append(Mark.uuid)
            withUnsafeBytes(of: uuid) { bytes.append(contentsOf: $0) }
        } else {
            bytes.append(Mark.long)
            add(number: utf8.count)
            bytes.append(contentsOf: utf8)
        }
    }
}

/// Turns the bytes of a ``Packer`` into values again. Assumptions: they are asked for as they were added.
struct Unpacker {
    private let bytes: [UInt8]
    private var position = 0
    private var longTexts: [String] = []

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next value.
    mutating func next<Value: Packable>() -> Value { Value(from: &self) }

    /// The next number.
    mutating func number() -> Int {
        var (value, shift) = (UInt(0), 0)
        while true {
            let byte = byte()
            value |= UInt(byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 { return Int(bitPattern: value >> 1) ^ -Int(value & 1) }
        }
    }

    /// The next text.
    mutating func text() -> String {
        let first = byte()
        switch first {
        case Packer.Mark.seenBefore:
            return longTexts[number()]
        case Packer.Mark.uuid:
            let uuid = take(16).withUnsafeBytes { $0.loadUnaligned(as: PackedUUID.self) }
            longTexts.append(uuid.text)
        case Packer.Mark.long:
            longTexts.append(String(decoding: take(number()), as: UTF8.self))
        default:
            return String(decoding: take(Int(first)), as: UTF8.self)
        }
        return longTexts[longTexts.count - 1]
    }

    private mutating func byte() -> UInt8 {
        defer { position += 1 }
        return bytes[position]
    }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8> {
        defer { position += count }
        return bytes[position..<position + count]
    }
}
