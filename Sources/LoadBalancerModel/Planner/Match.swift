/// What should be, side by side with what is, matched by key.
struct Match<Wanted, Observed> {
    /// Every wanted one in order, with the observed one that has its key.
    var entries: [(wanted: Wanted, observed: Observed?)] = []
    /// The observed ones in order whose key nobody wants.
    var surplus: [Observed] = []

    init<Key: Hashable>(
        _ wanted: [Wanted],
        by wantedKey: (Wanted) -> Key,
        with observed: [Observed],
        by observedKey: (Observed) -> Key
    ) {
        var byKey = [Key: Observed](observed.map { (observedKey($0), $0) }, uniquingKeysWith: { first, _ in first })
        entries.reserveCapacity(wanted.count)
        var seen = Set<Key>(minimumCapacity: wanted.count)
        for item in wanted {
            let key = wantedKey(item)
            guard seen.insert(key).inserted else { continue }
            entries.append((item, byKey.removeValue(forKey: key)))
        }
        surplus = observed.filter { !seen.contains(observedKey($0)) }
    }
}
