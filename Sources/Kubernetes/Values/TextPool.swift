import Synchronization

/// Texts that many objects have, each once in memory: thousands of Nodes have the same dozen labels, and a text of more than
/// 15 bytes takes 64 wherever it is read.
///
/// Guarantees: what is shared equals what was given. Never holds more than ``capacity`` texts, so that those which only one
/// object has do not pile up.
final class TextPool: Sendable {
    /// How many texts there are at most. When they are too many it begins anew; what was shared stays shared.
    static let capacity = 1024
    /// Up to this many bytes of UTF-8 a `String` has within itself.
    private static let smallText = 15

    private let texts = Mutex<Set<String>>([])

    /// The text, in the memory of an equal one that was seen before if there was one.
    func share(_ text: String) -> String {
        guard text.utf8.count > Self.smallText else { return text }
        return texts.withLock { texts in
            if texts.count == Self.capacity { texts = [] }
            return texts.insert(text).memberAfterInsert
        }
    }
}

extension CodingUserInfoKey {
    /// The pool of a decoder whose objects are kept.
    static let texts = CodingUserInfoKey(rawValue: "occm.texts")
}

extension Decoder {
    /// The map with its keys and values shared, if this decoder has a pool.
    func sharing(_ map: [String: String]) -> [String: String] {
        guard !map.isEmpty, let key = CodingUserInfoKey.texts, let pool = userInfo[key] as? TextPool else { return map }
        var shared = [String: String](minimumCapacity: map.count)
        for (key, value) in map { shared[pool.share(key)] = pool.share(value) }
        return shared
    }
}
