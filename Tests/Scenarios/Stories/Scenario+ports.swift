import Kubernetes
import OpenStackAPI

extension Scenario {
    static let ports = [
        Scenario("a changed port gets a new listener and pool, and the old ones go") { stage in
            try await stage.apply(stage.service(.tcp(80)))
            let before = try await stage.sight()
            try await stage.apply(stage.service(.tcp(8080)))
            let after = try await stage.sight()
            try expect("load balancer", after.loadBalancer.id, before.loadBalancer.id)
            try expect("listeners", after.listeners.keys.sorted(), ["8080/TCP"])
            try expect("pools", after.pools.count, 1)
            try expect("members", try after.members("8080/TCP"), stage.backends(38080))
            try expect("floating IPs", after.floatingIPs.map(\.id), before.floatingIPs.map(\.id))
        },

        Scenario("a changed node port only changes members") { stage in
            try await stage.apply(stage.service(.tcp(80)))
            let before = try await stage.sight()
            var port = ServicePort.tcp(80)
            port.nodePort = 30081
            let run = try await stage.apply(stage.service(port))
            try expect("changes", run.changes, ["loadbalancer_members_update"])
            let after = try await stage.sight()
            try expect("listener", try after.listener("80/TCP").id, try before.listener("80/TCP").id)
            try expect("members", try after.members("80/TCP"), stage.backends(30081))
        },

        Scenario("two ports come and go, and the first one is never touched") { stage in
            try await stage.apply(stage.service(.tcp(80)))
            let first = try await stage.sight().listener("80/TCP").id
            try await stage.apply(stage.service(.tcp(80), .tcp(443), .tcp(9000)))
            let more = try await stage.sight()
            try expect("listeners", more.listeners.keys.sorted(), ["443/TCP", "80/TCP", "9000/TCP"])
            try expect("members", try more.members("9000/TCP"), stage.backends(39000))
            try expect("first listener", try more.listener("80/TCP").id, first)
            try await stage.apply(stage.service(.tcp(80)))
            let less = try await stage.sight()
            try expect("listeners", less.listeners.mapValues(\.id), ["80/TCP": first])
            try expect("pools", less.pools.count, 1)
        },

        Scenario("TCP and UDP share a port number") { stage in
            let both = stage.service(.tcp(53), .udp(53))
            try await stage.apply(both)
            let sight = try await stage.sight()
            try expect("TCP members", try sight.members("53/TCP"), stage.backends(30053))
            try expect("UDP members", try sight.members("53/UDP"), stage.backends(31053))
            try await stage.apply(stage.service(.udp(53)))
            let listener = try sight.listener("53/UDP").id
            try expect("listeners", try await stage.sight().listeners.mapValues(\.id), ["53/UDP": listener])
        },

        Scenario("TCP becomes HTTP and TCP again, on the same load balancer") { stage in
            let plain = stage.service(.tcp(80))
            let http = plain.annotated("listener-protocol", "HTTP").annotated("pool-protocol", "HTTP")
            try await stage.apply(plain)
            let before = try await stage.sight()
            for (service, word) in [(http, "HTTP"), (plain, "TCP")] {
                try await stage.apply(service)
                let after = try await stage.sight()
                try expect("load balancer", after.loadBalancer.id, before.loadBalancer.id)
                try expect("listeners", after.listeners.keys.sorted(), ["80/\(word)"])
                try expect("pools", after.pools.values.map(\.proto), [word])
                try expect("members", try after.members("80/\(word)"), stage.backends(30080))
                try expect("floating IPs", after.floatingIPs.map(\.id), before.floatingIPs.map(\.id))
            }
        },

        Scenario("a node that joins or leaves costs one call a pool") { stage in
            let service = stage.service(.tcp(80), .tcp(443))
            let perPool = Array(repeating: "loadbalancer_members_update", count: 2)
            try await stage.apply(service, nodes: stage.nodes(2))
            try expect("members", try await stage.sight().members("80/TCP"), stage.backends(30080, nodes: 2))
            try expect("changes of joining", try await stage.apply(service).changes, perPool)
            try expect("members", try await stage.sight().members("80/TCP"), stage.backends(30080))
            let leaving = try await stage.apply(service, nodes: stage.nodes(2))
            try expect("changes of leaving", leaving.changes, perPool)
            try expect("members", try await stage.sight().members("443/TCP"), stage.backends(30443, nodes: 2))
        },
    ]
}
