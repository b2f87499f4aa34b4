import LoadBalancerModel
import Testing

@testable import OctaviaLB

@Suite("What is kept of a project")
struct KeptInventoryTests {
    private typealias Sighting = KeptLoadBalancer.Sighting

    /// A load balancer of the Service default/web whose stamp is `stamp`.
    private func head(
        _ id: String = "lb-1",
        stamp: String? = "A",
        tags: [String] = Identity.web.tags,
        name: String = Identity.web.name,
        _ state: ProvisioningState = .active
    ) -> ObservedLoadBalancer {
        ObservedLoadBalancer(id: id, name: name, tags: tags, provisioning: state, stamp: stamp)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var depth = KeptLoadBalancer.Depth.whole
        var state = ProvisioningState.active
        var seenSince: Duration? = .seconds(10)
        var sighting = KeptLoadBalancer.Sighting(status: .active, stamp: "A", at: .seconds(12))
        var reading: KeptLoadBalancer.Reading
    }

    @Test(
        "what has to be read follows from what was read and from the stamp",
        arguments: [
            Case(testDescription: "same stamp, two seconds later", reading: .nothing),
            Case(
                testDescription: "same stamp within the second in which it may have moved twice",
                sighting: Sighting(status: .active, stamp: "A", at: .milliseconds(11_999)),
                reading: .whole
            ),
            Case(
                testDescription: "our own stamp",
                seenSince: nil,
                sighting: Sighting(status: .active, stamp: "A", at: .seconds(10)),
                reading: .nothing
            ),
            Case(
                testDescription: "another stamp, even an earlier one",
                sighting: Sighting(status: .active, stamp: "0", at: .seconds(60)),
                reading: .whole
            ),
            Case(
                testDescription: "no stamp any more",
                sighting: Sighting(status: .active, stamp: nil, at: .seconds(60)),
                reading: .whole
            ),
            Case(
                testDescription: "a change under way",
                sighting: Sighting(status: .init(rawValue: "PENDING_UPDATE"), stamp: "A", at: .seconds(60)),
                reading: .whole
            ),
            Case(testDescription: "read while a change was under way", state: .error, reading: .whole),
            Case(testDescription: "only listed", depth: .head, reading: .whole),
            Case(testDescription: "listed with its children", depth: .children(withMembers: ["p"]), reading: .tree),
        ]
    )
    func reading(_ example: Case) {
        let kept = KeptLoadBalancer(
            observed: head(example.state),
            depth: example.depth,
            seenSince: example.seenSince,
            keptAt: .seconds(10)
        )
        #expect(kept.reading(given: example.sighting) == example.reading)
    }

    @Test("a listing changes nothing of what did not move, and leaves the head of what did")
    func sighting() {
        var kept = KeptInventory()
        for id in ["lb-1", "lb-2"] {
            kept.keep(KeptLoadBalancer(observed: head(id), depth: .whole, seenSince: .zero, keptAt: .zero))
        }
        kept.sight([head("lb-1"), head("lb-2", stamp: "B"), head("lb-3")], begun: .seconds(5))
        #expect(kept.loadBalancers["lb-1"]?.depth == .whole)
        #expect(kept.heads == ["lb-2": "B", "lb-3": "A"])
    }

    @Test("what was changed while the listing ran is not overwritten by it")
    func overtaken() {
        var kept = KeptInventory()
        kept.keep(KeptLoadBalancer(observed: head(stamp: "B"), depth: .whole, seenSince: nil, keptAt: .seconds(6)))
        kept.sight([head(stamp: "A")], begun: .seconds(5))
        #expect(kept.loadBalancers["lb-1"]?.observed.stamp == "B")
        kept.fill(["lb-1": "A"], ["lb-1": ListedChildren()], at: .seconds(7))
        #expect(kept.loadBalancers["lb-1"]?.depth == .whole)
    }

    @Test("children are only taken for the stamp that their load balancer was listed with")
    func children() {
        var kept = KeptInventory()
        kept.sight([head("lb-1"), head("lb-2")], begun: .seconds(5))
        let heads = kept.heads
        kept.keep(KeptLoadBalancer(observed: head("lb-2", stamp: "B"), depth: .head, seenSince: .zero, keptAt: .zero))
        let pool = ObservedPool(id: "p", name: "p", proto: "TCP")
        kept.fill(
            heads,
            ["lb-1": ListedChildren(pools: [pool], poolsWithMembers: ["p"]), "lb-2": ListedChildren()],
            at: .seconds(6)
        )
        #expect(kept.loadBalancers["lb-1"]?.depth == .children(withMembers: ["p"]))
        #expect(kept.loadBalancers["lb-1"]?.observed.pools == [pool])
        #expect(kept.loadBalancers["lb-1"]?.keptAt == .seconds(6))
        #expect(kept.loadBalancers["lb-2"]?.depth == .head)
    }

    @Test("an empty list is only believed where there was none of ours")
    func emptyList() {
        var kept = KeptInventory()
        var isBelieved = kept.sight([], begun: .zero)
        #expect(isBelieved)
        kept.sight([head("lb-1")], begun: .seconds(1))
        isBelieved = kept.sight([], begun: .seconds(2))
        #expect(!isBelieved && kept.loadBalancers.count == 1)
    }

    @Test("a Service that may have a load balancer has none after two listings ten seconds apart")
    func absence() {
        var kept = KeptInventory()
        expect(&kept, "s", at: .seconds(100), .list(since: nil))
        kept.finishListing([], begun: .seconds(100))
        expect(&kept, "s", at: .seconds(101), .wait(.seconds(9)))
        kept.finishListing([], begun: .seconds(105))
        expect(&kept, "s", at: .seconds(106), .wait(.seconds(4)))
        expect(&kept, "s", at: .seconds(112), .list(since: .seconds(110)))
        kept.finishListing([], begun: .seconds(112))
        expect(&kept, "s", at: .seconds(113), .absent)
    }

    @Test("listings from before a create whose answer was lost prove nothing")
    func doubt() {
        var kept = KeptInventory()
        kept.greet("s", at: .seconds(70))
        expect(&kept, "s", at: .seconds(90), .lookAlone)
        kept.finishListing([], begun: .seconds(80))
        kept.finishListing([], begun: .seconds(91))
        kept.doubt("s", since: .seconds(100))
        expect(&kept, "s", at: .seconds(101), .list(since: .seconds(100)))
        kept.finishListing([], begun: .seconds(101))
        expect(&kept, "s", at: .seconds(102), .wait(.seconds(9)))
        expect(&kept, "another", at: .seconds(102), .wait(.seconds(9)))
    }

    @Test("newcomers are forgotten once nobody has asked for them for an hour")
    func newcomers() {
        var kept = KeptInventory()
        kept.greet("s", at: .zero)
        kept.finishListing([], begun: .seconds(3599))
        expect(&kept, "s", at: .seconds(3599), .lookAlone)
        kept.finishListing([], begun: .seconds(7198))
        expect(&kept, "s", at: .seconds(7198), .lookAlone)
        kept.finishListing([], begun: .seconds(10800))
        expect(&kept, "s", at: .seconds(10800), .wait(.seconds(10)))
    }

    @Test("a load balancer is found by tag, by the Go OCCM's tag and by name; a proven one settles it")
    func candidates() {
        let ownership = Ownership(.web)
        var kept = KeptInventory()
        func found() -> [String] { kept.candidates(for: ownership) }
        #expect(found().isEmpty)
        let foreign = ["occm-cluster=c-2", "occm-service=u-2", Identity.web.goTag]
        kept.sight([head("foreign", tags: foreign), head("named", tags: [])], begun: .zero)
        #expect(found() == ["named"])
        kept.sight([head("go", tags: [Identity.web.goTag], name: "renamed")], begun: .seconds(1))
        #expect(found() == ["go", "named"])
        kept.sight([head("ours", name: "renamed")], begun: .seconds(2))
        #expect(found() == ["ours"])
    }

    @Test("what certainly belongs to others is told from what may be ours")
    func marks() throws {
        let marks = try #require(OurMarks(ClusterIdentity(name: "kubernetes", uid: "c-1")))
        #expect(OurMarks(ClusterIdentity(name: "kubernetes")) == nil)
        let ours: [(tags: [String], name: String)] = [
            (["occm-cluster=c-1"], "any"), (["occm-service=u-1"], "any"), ([], Identity.web.name),
            (["kube_service_kubernetes_default_web"], "any"), ([], "a0123456789abcdef0123456789abcde"),
        ]
        let others: [(tags: [String], name: String)] = [
            ([], "database"), (["occm-cluster=c-2", "occm-service=u-1"], Identity.web.name),
            (["kube_service_production_default_web"], "kube_service_production_default_web"),
            ([], "a0123456789abcdef0123456789abcdg"), ([], "A0123456789ABCDEF0123456789ABCDE"),
        ]
        for example in ours { #expect(marks.mayMark(example.tags, name: example.name), "\(example)") }
        for example in others { #expect(!marks.mayMark(example.tags, name: example.name), "\(example)") }
    }
}

extension KeptInventoryTests {
    private func expect(
        _ kept: inout KeptInventory,
        _ mark: String,
        at now: Duration,
        _ step: KeptInventory.Step,
        _ location: SourceLocation = #_sourceLocation
    ) {
        let found = kept.search(for: mark, at: now)
        #expect(found == step, sourceLocation: location)
    }

    private func head(_ state: ProvisioningState) -> ObservedLoadBalancer {
        ObservedLoadBalancer(id: "lb-1", name: Identity.web.name, provisioning: state, stamp: "A")
    }
}
