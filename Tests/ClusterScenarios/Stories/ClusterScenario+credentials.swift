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
            let wait = try await stage.time { try await stage.waitUntilServed(web) }
            stage.note("served \(wait.inSeconds) after cloud.conf was corrected")
            let condition = try await stage.present(web).status.conditions.first
            try expect("status afterwards", condition?.status, "True")
        }
    ]
}
