import CurlTransport
import KeystoneAuth
import Kubernetes
import OctaviaLB
import OpenStackAPI

extension Scenario {
    static let neighbours = [
        Scenario("an administrator's token does not make occm touch another project's namesake") { stage in
            let stranger = LoadBalancerID(stage.cloud.facts.strangerLoadBalancerID)
            let before = try await stage.session(of: .stranger).send(LoadBalancer.get(stranger))
            let service = stage.service(.tcp(80)).with { service in
                service.metadata.name = "web-service"
                service.metadata.annotations["service.beta.kubernetes.io/openstack-internal-load-balancer"] = "true"
            }
            try expect("the stranger's name", before.name, "kube_service_kubernetes_default_web-service")
            let cluster = ClusterIdentity(name: "kubernetes", uid: Stage.cluster.uid)
            let run = try await stage.apply(service, by: try stage.occm(as: .admin, of: cluster))
            try expect("changes", run.changes, ["loadbalancer_create"])
            let ours = try await stage.loadBalancers(of: .admin)
            try expect("names", ours.map(\.name), [before.name])
            try await stage.destroy(service, by: try stage.occm(as: .admin, of: cluster))
            try expect("load balancers", try await stage.loadBalancers(of: .admin).count, 0)
            let after = try await stage.session(of: .stranger).send(LoadBalancer.get(stranger))
            try expect("the stranger's tags", after.tags, before.tags)
            try expect("the stranger's stamp", after.updatedAt, before.updatedAt)
        },

        Scenario("a namesake of the same project that nobody can prove ours blocks everything") { stage in
            let service = stage.service(.tcp(80))
            let session = try stage.session()
            var namesake = LoadBalancer.Create(name: stage.loadBalancerName)
            namesake.vipSubnetID = try stage.cloud.configuration(of: .k8s).loadBalancer.subnetID.map { ID($0) }
            let id = try await session.send(LoadBalancer.create(namesake)).id
            let before = try await stage.settled(id, through: session)
            let occm = try stage.occm()
            let error = try await stage.refusal("apply beside a namesake", of: service, by: occm)
            try expect("code", (error as? LoadBalancerFailure)?.code, .blocked)
            try require("\(error)".contains(id.rawValue), "the namesake is not named in: \(error)")
            _ = try await failure("destroy beside a namesake") { try await stage.destroy(service, by: occm) }
            try expect("changes", occm.log.changes, [])
            let after = try await session.send(LoadBalancer.get(id))
            try expect("the namesake's stamp", after.updatedAt, before?.updatedAt)
        },

        Scenario("what somebody else put on our load balancer stays, also when ours goes") { stage in
            let service = stage.service(.tcp(80))
            try await stage.apply(service)
            let id = try await stage.sight().loadBalancer.id
            let session = try stage.session()
            let theirs = #""name": "theirs", "protocol": "TCP", "protocol_port": 9999, "loadbalancer_id": "\#(id)""#
            try await stage.call(.post, "/lbaas/listeners", #"{"listener": {\#(theirs)}}"#)
            _ = try await stage.settled(id, through: session)
            try await stage.apply(service.with { $0.spec.ports[0].nodePort = 30081 })
            try expect("listeners", try await stage.sight().listeners.keys.sorted(), ["80/TCP", "9999/TCP"])
            try await stage.destroy(service)
            let rest = try await session.list(Listener.list(.loadBalancer(id)))
            try expect("what is left", rest.map(\.name), ["theirs"])
            let pools = try await session.list(Pool.list(.loadBalancer(id)))
            try expect("pools left", pools.count, 0)
        },
    ]
}
