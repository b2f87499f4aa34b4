import ChildProcesses
import Kubernetes
import OpenStackAPI
import Sandbox
import Scenarios

extension ClusterScenario {
    static let restraint = [
        ClusterScenario("a paused Service's load balancer stays as it is, until it is resumed or the Service deleted") {
            stage in
            try stage.start()
            let (web, other) = (try await stage.create("web"), try await stage.create("other"))
            let before = try await stage.waitUntilServed(web)
            try await stage.waitUntilServed(other)
            try await stage.annotate(web, "paused", "true")
            try await stage.waitForEvent("LoadBalancerPaused", on: web)
            try await stage.annotate(web, "connection-limit", "1000")
            // Whoever has got this far has seen the change of the paused one too.
            try await stage.annotate(other, "connection-limit", "2000")
            try await stage.waitUntilServed(other) {
                try expect("limit", try $0.listener("80/TCP").connectionLimit, 2000)
            }
            let paused = try await stage.look(at: web)
            try expect("limit while paused", try paused.listener("80/TCP").connectionLimit, -1)
            try await stage.annotate(web, "paused", nil)
            let after = try await stage.waitUntilServed(web) {
                try expect("limit", try $0.listener("80/TCP").connectionLimit, 1000)
            }
            try expect("load balancer", after.loadBalancer.id, before.loadBalancer.id)
            try await stage.annotate(web, "paused", "true")
            try await stage.remove(web)
        },

        ClusterScenario("an observer says what it would do, and writes neither to the cloud nor to Services") { stage in
            let observer = try stage.start(.standard, "--observe-only")
            let web = try await stage.create()
            try await stage.waitForEvent("LoadBalancerPlanned", on: web)
            try await stage.expectNothing(of: web)
            let now = try await stage.present(web)
            try expect("version of the Service", now.metadata.resourceVersion, web.metadata.resourceVersion)
            try expect("changes", (try stage.sandbox().calls).filter(\.isWrite).map(\.template), [])
            try expect("lease", try await stage.leader(), nil)
            try expect("end", try await stage.stop(observer), .exited(0))
        },
    ]
}
