import Kubernetes
import Scenarios

extension ClusterScenario {
    static let credentials = [
        ClusterScenario("wrong credentials are told on the Service, and work as soon as cloud.conf has the right ones")
        {
            stage in
            let right = try stage.cloud.configurationFile
            try stage.write(cloudConfig: right.replacing(/(?m)^password=.*$/, with: "password=wrong"))
            try stage.start()
            let web = try await stage.create()
            try await stage.waitForEvent("SyncLoadBalancerFailed", on: web)
            try await stage.waitUntil("the Service has the condition") {
                let conditions = try await stage.present(web).status.conditions
                try expect("status", conditions.first { $0.type == "LoadBalancerProvisioning" }?.status, "False")
            }
            try stage.write(cloudConfig: right)
            let wait = try await stage.time { try await stage.waitUntilServed(web, within: .seconds(40)) }
            stage.note("served \(wait.inSeconds) after cloud.conf was corrected")
            let condition = try await stage.present(web).status.conditions.first
            try expect("status afterwards", condition?.status, "True")
        },

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
        },
    ]
}
