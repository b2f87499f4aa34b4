import Foundation
import Sandbox
import Testing

@Suite("occm plan reads Services and nodes from a cluster", .serialized, .timeLimit(.minutes(2)))
struct ClusterPlanTests {
    private static let finalizer = "service.kubernetes.io/load-balancer-cleanup"
    private static let plan = ["plan", "--cloud-config", "cloud.conf"]
    private static let apply = ["apply", "--yes", "--cloud-config", "cloud.conf"]

    @Test("all of them, sorted: changes, what leaves, and in one line what is not ours")
    func all() async throws {
        try await ClusterWorkplace.with { place in
            place.cluster.call("POST", "/api/v1/namespaces", ["metadata": ["name": "shop"]])
            place.add("web")
            place.add("api", in: "shop")
            place.add("leaving", finalizers: [Self.finalizer])
            place.add("foreign", in: "shop", class: "example.com/other")
            place.add("inside", type: "ClusterIP")
            #expect(try await place.occm.run(Self.apply + ["leaving"]).status == 0)
            place.cluster.call("DELETE", "/api/v1/namespaces/default/services/leaving")
            for format in ["text", "json"] {
                let command = Self.plan + ["--all", "-o", format, "--detailed-exitcode"]
                let ending = try await place.occm.run(command)
                #expect(ending.status == 2)
                try expectGolden(
                    ending.transcript(of: command, in: place.workplace),
                    "Cluster/plan-all-\(format).txt"
                )
            }
        }
    }

    @Test("named ones alone, and a namespace's")
    func selected() async throws {
        try await ClusterWorkplace.with { place in
            place.cluster.call("POST", "/api/v1/namespaces", ["metadata": ["name": "shop"]])
            for name in ["a", "b"] {
                place.add(name)
                place.add(name, in: "shop")
            }
            func subjects(_ selection: String...) async throws -> [String] {
                let ending = try await place.occm.run(Self.plan + selection)
                #expect(ending.status == 0, "\(ending.errors)")
                return ending.output.split(separator: "\n").filter { $0.hasSuffix(":") }.map { String($0.dropLast()) }
            }
            let one = try await subjects("b")
            #expect(one == ["default/b"])
            #expect(try await subjects("shop/b", "a") == ["default/a", "shop/b"])
            #expect(try await subjects("-n", "shop") == ["shop/a", "shop/b"])
            #expect(try await subjects("b", "-n", "shop") == ["shop/b"])
            #expect(try await subjects("-A") == ["default/a", "default/b", "shop/a", "shop/b"])
        }
    }

    /// What makes no sense, by the golden's name.
    private static let nonsense: [String: [String]] = [
        "nothing-selected": [],
        "files-and-cluster": ["web", "--all", "-n", "shop", "-f", "service.yaml"],
        "all-and-names": ["web", "--all"],
        "nodes-of-a-cluster": ["web", "--nodes", "nodes.yaml"],
        "missing": ["web", "nowhere/web", "missing"],
        "not-ours": ["inside", "foreign"],
        "no-name": ["a/b/c"],
        "no-kubeconfig": ["web", "--kubeconfig", "missing"],
        "no-context": ["web", "--context", "missing"],
    ]

    @Test("and refuses in a sentence what makes no sense", arguments: nonsense.keys.sorted())
    func mistakes(_ name: String) async throws {
        let command = Self.plan + (Self.nonsense[name] ?? [])
        try await ClusterWorkplace.with { place in
            place.add("web")
            place.add("inside", type: "ClusterIP")
            place.add("foreign", class: "example.com/other")
            let ending = try await place.occm.run(command)
            #expect(ending.status == 1 && ending.output.isEmpty)
            try expectGolden(ending.transcript(of: command, in: place.workplace), "Cluster/\(name).txt")
        }
    }

    @Test("a class that is occm's by option is planned")
    func ownClass() async throws {
        try await ClusterWorkplace.with { place in
            place.add("web", class: "example.com/octavia")
            let command = Self.plan + ["web", "--load-balancer-class", "example.com/octavia"]
            let ending = try await place.occm.run(command)
            #expect(ending.status == 0, "\(ending.errors)")
        }
    }

    @Test("the cluster's uid is needed, and can be given where it may not be read")
    func uid() async throws {
        try await ClusterWorkplace.with { place in
            place.add("web")
            place.forbid("GET", "/api/v1/namespaces/kube-system")
            let command = Self.plan + ["web"]
            let ending = try await place.occm.run(command)
            #expect(ending.status == 1)
            try expectGolden(ending.transcript(of: command, in: place.workplace), "Cluster/uid-forbidden.txt")
            let given = try await place.occm.run(command + ["--cluster-uid", "a-uid"])
            #expect(given.status == 0 && given.output.contains("occm-cluster=a-uid"))
        }
    }

    @Test("no Service is no mistake, and an empty document")
    func nothing() async throws {
        try await ClusterWorkplace.with { place in
            let ending = try await place.occm.run(Self.plan + ["--all", "-o", "json"])
            #expect(ending.status == 0 && ending.output.contains(#""plans""#))
            #expect(ending.errors == "There is no Service that wants or has a load balancer.\n")
        }
    }

    @Test("Services are looked at side by side: one whose answer never comes does not hold up the others")
    func overlap() async throws {
        try await ClusterWorkplace.with { place in
            for number in 1...9 { place.add("web-\(number)") }
            let list = "/load-balancer/v2.0/lbaas/loadbalancers"
            place.workplace.sandbox.inject(FaultRule("GET", list, .stallBeforeApplying))
            let calls = place.workplace.sandbox.arrivals()
            let process = try place.occm.start(Self.plan + ["--all"])
            var looks = 0
            for await call in calls where call.path == list {
                looks += 1
                if looks == 9 { break }
            }
            process.kill()
            let status = try await process.ending().status
            #expect(status == nil)
        }
    }

    @Test("occm tree draws what a cluster's Services have")
    func tree() async throws {
        try await ClusterWorkplace.with { place in
            place.add("web")
            place.add("later")
            #expect(try await place.occm.run(Self.apply + ["web"]).status == 0)
            let command = ["tree", "--cloud-config", "cloud.conf", "-n", "default"]
            let ending = try await place.occm.run(command)
            #expect(ending.status == 0)
            try expectGolden(ending.transcript(of: command, in: place.workplace), "Cluster/tree.txt")
        }
    }
}
