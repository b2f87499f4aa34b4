import LoadBalancerModel
import Testing

@testable import OctaviaLB

@Suite("Load balancers as bytes")
struct PackerTests {
    private static let uuid = "0fa5e5c5-0a4e-4d51-8f8b-59c5d1d9a1f0"

    private func packed(_ value: some Packable) -> [UInt8] {
        var packer = Packer()
        packer.add(value)
        return packer.bytes
    }

    private func unpacked<Value: Packable>(_ bytes: [UInt8], as _: Value.Type = Value.self) -> Value {
        var unpacker = Unpacker(bytes)
        return unpacker.next()
    }

    @Test("numbers survive", arguments: [0, 1, -1, 63, 64, -65, 50_000, .max, .min])
    func numbers(_ number: Int) {
        #expect(unpacked(packed(number)) == number)
    }

    @Test(
        "texts survive, whatever they resemble",
        arguments: [
            "", "ACTIVE", "zwölf Knoten im Käfig", String(repeating: "x", count: 19),
            String(repeating: "x", count: 300),
            uuid, uuid.uppercased(), String(uuid.dropLast()) + "g", uuid.replacing("-", with: "0"), uuid + "0",
        ]
    )
    func texts(_ text: String) {
        #expect(unpacked(packed([text, "next", text])) == [text, "next", text])
    }

    @Test("a UUID takes 17 bytes, and a long text that comes again two")
    func size() {
        #expect(packed(Self.uuid).count == 17)
        #expect(packed([Self.uuid, Self.uuid]).count == packed([Self.uuid]).count + 2)
    }

    @Test("a load balancer survives with everything that is on it")
    func loadBalancer() {
        #expect(unpacked(packed(Self.full)) == Self.full)
    }

    @Test("what is absent stays absent")
    func bare() {
        let listener = ObservedListener(id: "l", name: "", proto: .udp, port: 53, timeouts: nil)
        let pool = ObservedPool(id: "p", name: "", proto: "UDP")
        let bare = ObservedLoadBalancer(id: "lb", name: "", listeners: [listener], pools: [pool])
        #expect(unpacked(packed(bare)) == bare)
    }

    @Test("what is kept can be looked at and changed")
    func kept() {
        var kept = KeptLoadBalancer(observed: Self.full, depth: .whole, seenSince: nil, keptAt: .zero)
        #expect(kept.observed == Self.full)
        kept.observed.pools = []
        #expect(kept.observed.pools.isEmpty)
        #expect(kept.observed.listeners == Self.full.listeners)
    }

    /// No two of its fields have the same value, so that none can be taken for another.
    private static let full = ObservedLoadBalancer(
        id: uuid,
        name: "kube_service_kubernetes_default_web",
        description: "Service default/web",
        tags: ["occm-cluster=\(uuid)", "occm-service=web"],
        provider: "ovn",
        flavorID: "flavor",
        availabilityZone: "zone",
        vipAddress: "2001:db8:ffff:ffff:ffff:ffff:ffff:1",
        vipPortID: "port",
        vipSubnetID: "subnet",
        vipNetworkID: "network",
        provisioning: .error,
        operating: "DEGRADED",
        stamp: "2026-11-23T08:15:09",
        createdAt: "2026-11-22T08:15:09",
        listeners: [
            ObservedListener(
                id: "listener",
                name: "http",
                proto: ListenerProtocol(rawValue: "HTTP"),
                port: 80,
                tags: ["occm-cluster=\(uuid)", "mine"],
                provisioning: ProvisioningState(rawValue: "PENDING_UPDATE"),
                operating: "OFFLINE",
                connectionLimit: 77,
                timeouts: ListenerTimeouts(clientData: 1, memberConnect: 2, memberData: 3, tcpInspect: 4),
                allowedCIDRs: ["10.0.0.0/8", "192.0.2.0/24"],
                insertHeaders: ["X-Forwarded-For": "true", "X-Forwarded-Port": "false"],
                defaultPoolID: "default",
                l7PolicyIDs: ["policy-1", "policy-2"]
            )
        ],
        pools: [
            ObservedPool(
                id: "pool",
                name: "backends",
                proto: "PROXY",
                algorithm: "SOURCE_IP",
                persistence: SessionPersistence(type: "APP_COOKIE", timeout: 10800, cookieName: "biscuit"),
                tags: ["yours"],
                provisioning: ProvisioningState(rawValue: "PENDING_CREATE"),
                operating: "ERROR",
                listenerIDs: ["listener-1"],
                members: [
                    ObservedMember(
                        id: "member",
                        spec: MemberSpec(
                            name: "node",
                            address: "10.0.0.7",
                            port: 30080,
                            subnetID: "members",
                            weight: 5,
                            monitorPort: 9000
                        ),
                        isOutline: true,
                        adminStateUp: false,
                        backup: true,
                        provisioning: ProvisioningState(rawValue: "PENDING_DELETE"),
                        operating: "NO_MONITOR"
                    )
                ],
                monitor: ObservedHealthMonitor(
                    id: "monitor",
                    spec: HealthMonitorSpec(
                        name: "probe",
                        type: "HTTP",
                        delay: 11,
                        timeout: 12,
                        maxRetries: 13,
                        maxRetriesDown: 14,
                        http: .init(method: "HEAD", path: "/healthz", expectedCodes: "200-204")
                    ),
                    tags: ["theirs"],
                    provisioning: ProvisioningState(rawValue: "DELETED")
                )
            )
        ]
    )
}
