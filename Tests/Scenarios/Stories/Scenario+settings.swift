import Kubernetes
import OpenStackAPI

extension Scenario {
    static let settings = [
        Scenario("source ranges come, change and go in place") { stage in
            let service = stage.service(.tcp(80))
            try await stage.apply(service)
            for ranges in [["10.0.0.0/8"], ["10.0.0.0/8", "192.0.2.0/24"], []] {
                let run = try await stage.apply(service.with { $0.spec.loadBalancerSourceRanges = ranges })
                try expect("changes to \(ranges)", run.changes, ["loadbalancer_listener_update"])
                let allowed = Set(try await stage.sight().listener("80/TCP").allowedCIDRs)
                try require(
                    allowed == Set(ranges) || ranges.isEmpty && allowed.isSubset(of: ["0.0.0.0/0"]),
                    "the listener allows \(allowed), expected \(ranges)"
                )
            }
        },

        Scenario("a health monitor comes, changes and goes in place") { stage in
            let service = stage.service(.tcp(80))
            let monitored = service.annotated("enable-health-monitor", "true")
            try await stage.apply(service)
            let pool = try await stage.sight().pool("80/TCP").id
            let steps = [
                (monitored, ["loadbalancer_healthmonitor_create"], 5),
                (monitored.annotated("health-monitor-delay", "11"), ["loadbalancer_healthmonitor_update"], 11),
                (service, ["loadbalancer_healthmonitor_delete"], nil),
            ]
            for (wanted, changes, delay) in steps {
                try expect("changes", try await stage.apply(wanted).changes, changes)
                let sight = try await stage.sight()
                try expect("pool", try sight.pool("80/TCP").id, pool)
                try expect("delay", try sight.monitor("80/TCP")?.delay, delay)
            }
        },

        Scenario("a health monitor is made with its load balancer") { stage in
            let service = stage.service(.tcp(80), .udp(53)).annotated("enable-health-monitor", "true")
            try expect("changes", try await stage.apply(service).changes, creation)
            let sight = try await stage.sight()
            try expect("TCP monitor", try sight.monitor("80/TCP")?.type, "TCP")
            try expect("UDP monitor", try sight.monitor("53/UDP")?.type, "UDP-CONNECT")
        },

        Scenario("session affinity comes and goes in place") { stage in
            let service = stage.service(.tcp(80))
            try await stage.apply(service)
            let pool = try await stage.sight().pool("80/TCP").id
            for (affinity, type) in [(SessionAffinity.clientIP, "SOURCE_IP"), (.none, nil)] {
                let run = try await stage.apply(service.with { $0.spec.sessionAffinity = affinity })
                try expect("changes", run.changes, ["loadbalancer_pool_update"])
                let after = try await stage.sight().pool("80/TCP")
                try expect("pool", after.id, pool)
                try expect("persistence", after.sessionPersistence?.type, type)
            }
        },

        Scenario("connection limit, timeouts and algorithm change in place") { stage in
            let service = stage.service(.tcp(80))
            try await stage.apply(service)
            let before = try await stage.sight()
            let tuned =
                service.annotated("connection-limit", "1000").annotated("timeout-client-data", "70000")
                .annotated("timeout-member-connect", "6000").annotated("lb-method", "LEAST_CONNECTIONS")
            try expect(
                "changes",
                Set(try await stage.apply(tuned).changes),
                ["loadbalancer_listener_update", "loadbalancer_pool_update"]
            )
            let after = try await stage.sight()
            let listener = try after.listener("80/TCP")
            try expect("listener", listener.id, try before.listener("80/TCP").id)
            try expect("connection limit", listener.connectionLimit, 1000)
            try expect("client timeout", listener.timeoutClientData, 70000)
            try expect("connect timeout", listener.timeoutMemberConnect, 6000)
            try expect("algorithm", try after.pool("80/TCP").algorithm, "LEAST_CONNECTIONS")
            try await stage.apply(service)
            let again = try await stage.sight()
            try expect("connection limit", try again.listener("80/TCP").connectionLimit, -1)
            try expect("client timeout", try again.listener("80/TCP").timeoutClientData, 50000)
            try expect("algorithm", try again.pool("80/TCP").algorithm, "ROUND_ROBIN")
        },
    ]
}
