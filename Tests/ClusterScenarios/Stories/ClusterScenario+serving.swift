import Scenarios

extension ClusterScenario {
    static let serving = [
        ClusterScenario("health is for everybody, metrics are for those whom the API server lets see them") { stage in
            let replica = try await stage.startHealthy()
            try await stage.waitUntilServed(try await stage.create())
            for path in ["/healthz", "/livez", "/readyz"] {
                try expect("status of \(path)", try await stage.ask(replica, path).status, 200)
            }
            try expect("status for anybody", try await stage.ask(replica, "/metrics").status, 403)
            try expect("status for a wrong token", try await stage.ask(replica, "/metrics", token: "wrong").status, 401)
            let leads = "leader_election_master_status{name=\"cloud-controller-manager\"}"
            try expect("leadership", try await stage.metric(leads, of: replica), 1)
            try expect("load balancers", try await stage.metric("occm_managed_load_balancers", of: replica), 1)
        }
    ]
}
