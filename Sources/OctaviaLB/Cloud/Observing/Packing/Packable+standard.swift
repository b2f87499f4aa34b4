extension Int: Packable {
    func pack(into packer: inout Packer) { packer.add(number: self) }
    init(from unpacker: inout Unpacker) { self = unpacker.number() }
}

extension Bool: Packable {
    func pack(into packer: inout Packer) { packer.add(number: self ? 1 : 0) }
    init(from unpacker: inout Unpacker) { self = unpacker.number() == 1 }
}

extension String: Packable {
    func pack(into packer: inout Packer) { packer.add(text: self) }
    init(from unpacker: inout Unpacker) { self = unpacker.text() }
}

extension Optional: Packable where Wrapped: Packable {
    func pack(into packer: inout Packer) {
        packer.add(self != nil)
        if let self { packer.add(self) }
    }

    init(from unpacker: inout Unpacker) {
        let isPresent: Bool = unpacker.next()
        self = isPresent ? .some(unpacker.next()) : .none
    }
}

extension Array: Packable where Element: Packable {
    func pack(into packer: inout Packer) {
        packer.add(count)
        for element in self { packer.add(element) }
    }

    init(from unpacker: inout Unpacker) {
        let count: Int = unpacker.next()
        self.init()
        reserveCapacity(count)
        for _ in 0..<count { append(unpacker.next()) }
    }
}

extension Dictionary: Packable where Key == String, Value == String {
    /// In the order of keys, so that equal maps are equal bytes.
    func pack(into packer: inout Packer) {
        packer.add(count)
        for (key, value) in sorted(by: { $0.key < $1.key }) {
            packer.add(key)
            packer.add(value)
        }
    }

    init(from unpacker: inout Unpacker) {
        let count: Int = unpacker.next()
        self.init(minimumCapacity: count)
        for _ in 0..<count {
            let key: String = unpacker.next()
            self[key] = unpacker.next()
        }
    }
}
