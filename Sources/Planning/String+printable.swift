extension String {
    /// The text for a terminal: what can't be seen, or could steer it, as escapes. Users and clouds choose names.
    public var printable: String {
        guard unicodeScalars.contains(where: \.isUnprintable) else { return self }
        return unicodeScalars.map { $0.isUnprintable ? $0.escaped(asASCII: true) : String($0) }.joined()
    }
}
