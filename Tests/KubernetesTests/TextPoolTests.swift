import Testing

@testable import Kubernetes

@Suite("Texts that many objects have")
struct TextPoolTests {
    private func memory(of text: String) -> Int? {
        text.utf8.withContiguousStorageIfAvailable { Int(bitPattern: $0.baseAddress) }
    }

    private func label(_ number: Int) -> String { "example.org/some-label-\(number)" }

    @Test("equal texts are in memory once")
    func once() {
        let pool = TextPool()
        let (first, second) = (pool.share(label(1)), pool.share(label(1)))
        #expect(second == label(1))
        #expect(memory(of: second) == memory(of: first))
        #expect(memory(of: pool.share(label(2))) != memory(of: first))
    }

    @Test("texts that come once do not pile up")
    func forgetting() {
        let pool = TextPool()
        let first = pool.share(label(0))
        for number in 1...TextPool.capacity { #expect(pool.share(label(number)) == label(number)) }
        #expect(memory(of: pool.share(label(0))) != memory(of: first))
    }

    @Test("the labels of objects that one client lists are shared")
    func decoding() throws {
        let pool = TextPool()
        let json = Array(#"{"metadata": {"labels": {"topology.kubernetes.io/zone": "europe-west-zone-1"}}}"#.utf8)
        let labels = try (0..<2).map { _ in try JSON.decode(Node.self, from: json, sharing: pool).metadata.labels }
        #expect(labels[0] == ["topology.kubernetes.io/zone": "europe-west-zone-1"])
        #expect(labels[0] == labels[1])
        #expect(memory(of: labels[0].keys.first ?? "") == memory(of: labels[1].keys.first ?? ""))
        #expect(memory(of: labels[0].values.first ?? "") == memory(of: labels[1].values.first ?? ""))
    }
}
