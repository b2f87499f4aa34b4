/// The objects of one kind, in the order of their keys.
struct ObjectTable: Sendable {
    private var objects: [ObjectKey: StoredObject] = [:]
    private var order: [ObjectKey] = []

    /// The object with a key.
    subscript(key: ObjectKey) -> StoredObject? { objects[key] }

    /// How many there are.
    var count: Int { order.count }

    /// Adds or replaces an object.
    mutating func put(_ object: StoredObject) {
        guard objects.updateValue(object, forKey: object.key) == nil else { return }
        order.insert(object.key, at: place(of: object.key))
    }

    /// Takes an object out.
    mutating func remove(_ key: ObjectKey) {
        guard objects.removeValue(forKey: key) != nil else { return }
        order.remove(at: place(of: key))
    }

    /// The objects of a namespace (`nil`: of all), from a key on.
    func objects(in namespace: String?, from start: ObjectKey? = nil) -> some Sequence<StoredObject> {
        let floor = namespace.map { ObjectKey(namespace: $0, name: "") }
        let first = place(of: [start, floor].compactMap { $0 }.max() ?? ObjectKey(namespace: "", name: ""))
        return order[first...].lazy.prefix { namespace == nil || $0.namespace == namespace }
            .compactMap { objects[$0] }
    }

    /// Where a key is, or would be.
    private func place(of key: ObjectKey) -> Int {
        var (low, high) = (0, order.count)
        while low < high {
            let middle = (low + high) / 2
            if order[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
