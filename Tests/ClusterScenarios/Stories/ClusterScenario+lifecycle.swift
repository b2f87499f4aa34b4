import ChildProcesses
import Kubernetes
import OpenStackAPI
import Scenarios

extension ClusterScenario {
    static let lifecycle = [
        ClusterScenario("a Service that is created gets a load balancer, an address and events, and takes them along") {
            stage in
            try stage.start()
            let web = try await stage.create("web", .tcp(80), .tcp(443), .udp(53))
            let sight = try await stage.waitUntilServed(web)
            try expect("floating IPs", sight.floatingIPs.count, 1)
            try require(try await stage.present(web).isKept, "the finalizer is missing")
            for reason in ["EnsuringLoadBalancer", "EnsuredLoadBalancer"] {
                let event = try await stage.waitForEvent(reason, on: web)
                try expect("component", event.source.component, "service-controller")
            }
            try await stage.remove(web)
            for reason in ["DeletingLoadBalancer", "DeletedLoadBalancer"] {
                try await stage.waitForEvent(reason, on: web)
            }
        },

        ClusterScenario("a Service whose type is switched away loses its load balancer, and gets one when it is back") {
            stage in
            try stage.start()
            let web = try await stage.create()
            let before = try await stage.waitUntilServed(web)
            try await stage.change(web, ["spec": ["type": "ClusterIP"]])
            try await stage.waitUntil("nothing of it is left on the Service") {
                let now = try await stage.present(web)
                try expect("addresses", now.addresses, [])
                try require(!now.isKept, "the finalizer is there")
            }
            try await stage.expectNothing(of: web)
            try await stage.change(web, ["spec": ["type": "LoadBalancer"]])
            let after = try await stage.waitUntilServed(web)
            try require(after.loadBalancer.id != before.loadBalancer.id, "the load balancer is the old one")
        },

        ClusterScenario("a Service of another class is left alone") { stage in
            try stage.start()
            let other = try await stage.create("other") { $0.spec.loadBalancerClass = "example.com/other" }
            // Whoever has got this far has seen the other one too.
            try await stage.waitUntilServed(try await stage.create("ours"))
            try await stage.expectNothing(of: other)
            let now = try await stage.present(other)
            try require(!now.isKept && now.addresses.isEmpty, "it was changed: \(now)")
            try expect("events", try await stage.events(on: other).map(\.reason), [])
            try await stage.delete(other)
            try require(try await stage.current(other) == nil, "something keeps it")
        },

        ClusterScenario("a Service that is deleted while it is created leaves nothing", settle: .seconds(3)) { stage in
            try stage.start()
            let web = try await stage.create()
            try await stage.waitUntil("its load balancer is being made") {
                try require(!(try await stage.loadBalancers(of: web)).isEmpty, "there is none")
            }
            try await stage.remove(web)
        },

        ClusterScenario("a Service that is deleted while occm is down is kept, and goes when occm is back") { stage in
            let first = try stage.start()
            let web = try await stage.create()
            try await stage.waitUntilServed(web)
            try expect("end", try await stage.stop(first), .exited(0))
            try await stage.delete(web)
            try require(try await stage.present(web).isKept, "nothing keeps the Service")
            try stage.start()
            try await stage.waitUntilGone(web)
        },
    ]
}
