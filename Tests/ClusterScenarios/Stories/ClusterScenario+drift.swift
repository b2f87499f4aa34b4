import CurlTransport
import KeystoneAuth
import OpenStackAPI
import Scenarios

extension ClusterScenario {
    static let drift = [
        ClusterScenario("a load balancer that somebody deleted is made again at the next resync, at the same address") {
            stage in
            try stage.start(.standard, "--service-resync-period=3s")
            let web = try await stage.create()
            let before = try await stage.waitUntilServed(web)
            try await stage.cloud.delete(before.loadBalancer.id, through: stage.session)
            let after = try await stage.waitUntilServed(web)
            try require(after.loadBalancer.id != before.loadBalancer.id, "the load balancer is the old one")
            try expect("floating IPs", after.floatingIPs.map(\.address), before.floatingIPs.map(\.address))
            try await stage.waitForEvent("DriftRepaired", on: web)
        },

        ClusterScenario("what somebody changed on a load balancer is changed back at the next resync") { stage in
            try stage.start(.standard, "--service-resync-period=3s")
            let web = try await stage.create()
            let before = try await stage.waitUntilServed(web)
            let listener = try before.listener("80/TCP").id
            try await stage.interfere(.put, "/listeners/\(listener)", #"{"listener": {"connection_limit": 7}}"#)
            try await stage.waitForEvent("DriftRepaired", on: web)
            let after = try await stage.waitUntilServed(web) {
                try expect("connection limit", try $0.listener("80/TCP").connectionLimit, -1)
            }
            try expect("load balancer", after.loadBalancer.id, before.loadBalancer.id)
            try expect("listener", try after.listener("80/TCP").id, listener)
        },
    ]
}
