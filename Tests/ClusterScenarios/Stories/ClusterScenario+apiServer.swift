import Kubernetes
import OpenStackAPI
import Sandbox
import Scenarios

extension ClusterScenario {
    static let apiServer = [
        ClusterScenario("watches that fall silent are given up, and what was missed is made up for") { stage in
            let cluster = try stage.sandboxCluster()
            try stage.start()
            let web = try await stage.create()
            try await stage.waitUntilServed(web)
            try await stage.waitUntil("Services and Nodes are watched") {
                try expect("watches", cluster.openWatches, 2)
            }
            cluster.silenceWatches()
            let wait = try await stage.time {
                try await stage.change(web, ["spec": ["sessionAffinity": "ClientIP"]])
                try await stage.leave(stage.servers[2])
                try await stage.waitUntilServed(web, within: .seconds(150)) {
                    try expect("persistence", try $0.pool("80/TCP").sessionPersistence?.type, "SOURCE_IP")
                }
            }
            stage.note("made up for \(wait.inSeconds) after the silence began")
        },

        ClusterScenario("an API server that restarts is found again, and nothing is made anew") { stage in
            let cluster = try stage.sandboxCluster()
            try stage.start()
            let old = try await stage.create("old")
            let before = try await stage.waitUntilServed(old)
            try await cluster.stop()
            try await cluster.resume()
            try await stage.waitUntilServed(try await stage.create("new"))
            try await stage.change(old, ["spec": ["sessionAffinity": "ClientIP"]])
            let after = try await stage.waitUntilServed(old) {
                try expect("persistence", try $0.pool("80/TCP").sessionPersistence?.type, "SOURCE_IP")
            }
            try expect("load balancer", after.loadBalancer.id, before.loadBalancer.id)
        },

        ClusterScenario("watches that break, even in the middle of an event, are taken up again") { stage in
            let (cluster, path) = (try stage.sandboxCluster(), "/api/v1/services")
            cluster.inject(FaultRule("WATCH", path, .truncate))
            try stage.start()
            let web = try await stage.create()
            try await stage.waitUntilServed(web)
            try await stage.waitUntil("Services are watched again") {
                try require(cluster.counts["WATCH \(path)", default: 0] > 1, "there was only one watch")
            }
            cluster.breakWatches()
            try await stage.change(web, ["spec": ["sessionAffinity": "ClientIP"]])
            try await stage.waitUntilServed(web) {
                try expect("persistence", try $0.pool("80/TCP").sessionPersistence?.type, "SOURCE_IP")
            }
        },

        ClusterScenario("a history that is too short for the watches is made up for by a list") { stage in
            let cluster = try stage.sandboxCluster()
            try stage.start()
            let (web, gone) = (try await stage.create("web"), try await stage.create("gone"))
            try await stage.waitUntilServed(web)
            try await stage.waitUntilServed(gone)
            try await cluster.stop()
            cluster.call("DELETE", "/api/v1/namespaces/default/services/gone")
            cluster.call("DELETE", "/api/v1/nodes/\(stage.servers[2].metadata.name)")
            cluster.compact()
            try await cluster.resume()
            try await stage.waitUntilGone(gone)
            let wanted = try await stage.backends(Array(stage.servers.prefix(2)), of: web)
            try await stage.waitUntilServed(web) { try expect("members", try $0.members("80/TCP"), wanted) }
            let lists = cluster.counts["GET /api/v1/services", default: 0]
            try require(lists > 1, "Services were listed only \(lists) times")
        },
    ]
}
