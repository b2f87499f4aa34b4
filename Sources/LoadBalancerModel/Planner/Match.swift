/// What should be, side by side with what is, matched by key; both by position, so that large lists are not copied.
struct Match {
    /// For every wanted one in order, the position of the observed one that has its key.
    private(set) var partners: [Int?] = []
    /// The positions of the observed ones whose key nobody wants.
    private(set) var surplus: [Int] = []

    /// Matches in linear time. Wanted keys are unique.
    init<Wanted, Observed, Key: Hashable>(
        _ wanted: [Wanted],
        by wantedKey: (Wanted) -> Key,
        with observed: [Observed],
        by observedKey: (Observed) -> Key
    ) {
        var positions = [Key: Int](minimumCapacity: observed.count)
        for position in observed.indices.reversed() { positions[observedKey(observed[position])] = position }
        var isWanted = [Bool](repeating: false, count: observed.count)
        partners.reserveCapacity(wanted.count)
        for item in wanted {
            let position = positions[wantedKey(item)]
            if let position { isWanted[position] = true }
            partners.append(position)
        }
        surplus = observed.indices.filter { !isWanted[$0] }
    }
}
