import FoundationEssentials
import LoadBalancerModel
import OpenStackAPI
import Testing

@testable import OctaviaLB

@Suite("Bodies of calls")
struct BodiesTests {
    @Test("a populated create is what the Go OCCM sends, with our tags and weights beside")
    func create() throws {
        let tags = #"["kube_service_kubernetes_default_web","occm-cluster=c-1","occm-service=u-1"]"#
        let name = "0_kube_service_kubernetes_default_web"
        let pool = """
            {"healthmonitor":{"delay":5,"max_retries":1,"max_retries_down":3,"name":"monitor_\(name)",\
            "tags":\(tags),"timeout":3,"type":"TCP"},"lb_algorithm":"ROUND_ROBIN","members":[{"address":"10.10.0.11",\
            "name":"node-1","protocol_port":30080,"weight":1}],"name":"pool_\(name)","protocol":"TCP","tags":\(tags)}
            """
        let listener = """
            {"allowed_cidrs":["0.0.0.0/0"],"connection_limit":-1,"default_pool":\(pool),"name":"listener_\(name)",\
            "protocol":"TCP","protocol_port":80,"tags":\(tags),"timeout_client_data":50000,\
            "timeout_member_connect":5000,"timeout_member_data":50000,"timeout_tcp_inspect":0}
            """
        #expect(
            try text(LoadBalancer.Create(.web(subnet: "SUB", ports: [.port(80, nodes: 1)]), populated: true)) == """
                {"description":"Kubernetes external service default/web from cluster kubernetes",\
                "listeners":[\(listener)],"name":"kube_service_kubernetes_default_web","provider":"amphora",\
                "tags":\(tags),"vip_subnet_id":"SUB"}
                """
        )
    }

    @Test("a bare create has no children")
    func bare() throws {
        let body = try LoadBalancer.Create(.web(subnet: "SUB"), populated: false)
        #expect(body.listeners == nil)
    }

    @Test("members that are not known are refused, not left out")
    func unknownMembers() {
        var spec = LoadBalancerSpec.web(subnet: "SUB")
        spec.listeners[0].pool.members = .nodesUnknown
        let failure = #expect(throws: LoadBalancerFailure.self) {
            try LoadBalancer.Create(spec, populated: true)
        }
        #expect(failure?.code == .blocked)
    }

    @Test("an edit sends what it changes, and clears what it clears")
    func edits() throws {
        #expect(try text(Listener.Update(ListenerEdit())) == "{}")
        #expect(try text(Listener.Update(ListenerEdit(allowedCIDRs: []))) == #"{"allowed_cidrs":[]}"#)
        #expect(try text(Pool.Update(PoolEdit(persistence: .clear))) == #"{"session_persistence":null}"#)
        let persistence = SessionPersistence(type: "SOURCE_IP", timeout: 60)
        #expect(
            try text(Pool.Update(PoolEdit(algorithm: "SOURCE_IP", persistence: .set(persistence))))
                == #"{"lb_algorithm":"SOURCE_IP","session_persistence":{"persistence_timeout":60,"type":"SOURCE_IP"}}"#
        )
        #expect(try text(LoadBalancer.Update(LoadBalancerEdit(tags: ["a"]))) == #"{"tags":["a"]}"#)
    }

    private func text(_ body: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(body), as: UTF8.self)
    }
}
