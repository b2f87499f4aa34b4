import Foundation
import Kubernetes
import Scenarios

extension ClusterScenario {
    static let credentials = [
        ClusterScenario("wrong credentials are told on the Service, until cloud.conf is corrected in place") { stage in
            let right = try stage.cloud.configurationFile
            try stage.write(cloudConfig: right.replacing(/(?m)^password=.*$/, with: "password=wrong"))
            let replica = try stage.start()
            let web = try await stage.create()
            try await stage.waitForEvent("SyncLoadBalancerFailed", on: web)
            try await stage.waitUntil("the Service has the condition") {
                let conditions = try await stage.present(web).status.conditions
                try expect("status", conditions.first { $0.type == "LoadBalancerProvisioning" }?.status, "False")
            }
            let reload = try await stage.time { try await stage.correct(cloudConfig: right, of: replica) }
            stage.note("cloud.conf was in use \(reload.inSeconds) after it was corrected")
            try require(reload <= .seconds(15), "it took \(reload.inSeconds)")
            let wait = try await stage.time { try await stage.waitUntilServed(web) }
            stage.note("the Service was served \(wait.inSeconds) later")
            let condition = try await stage.present(web).status.conditions.first
            try expect("status afterwards", condition?.status, "True")
        }
    ]

    static let configuration = [
        ClusterScenario("a cloud.conf that can't be used changes nothing") { stage in
            let replica = try stage.start()
            try await stage.waitUntilServed(try await stage.create("before"))
            try stage.write(cloudConfig: "[Global]\nauth-url=")
            let series = "occm_config_reload_failures_total{config=\"cloud-config\"}"
            try await stage.waitUntil("it is refused") {
                let failures = try await stage.metric(series, of: replica)
                try require(failures > 0, "it is not")
            }
            try await stage.waitUntilServed(try await stage.create("after"))
        }
    ]
}

extension ClusterStage {
    /// Writes a cloud.conf and waits until a replica says that it uses it.
    fileprivate func correct(cloudConfig text: String, of replica: Replica) async throws {
        let start = Date().timeIntervalSince1970.rounded(.down)
        try write(cloudConfig: text)
        try await waitUntil("cloud.conf is in use") {
            let series = "occm_config_reload_success_timestamp_seconds{config=\"cloud-config\"}"
            let time = try await metric(series, of: replica)
            try require(time >= start, "the one in use was read \(start - time) s before the correction")
        }
    }
}
