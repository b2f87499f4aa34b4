import Kubernetes
import Testing

@testable import occm

/// A command line that somebody runs the Go OCCM with.
struct WildCommandLine: Sendable, CustomTestStringConvertible {
    /// Whose it is.
    let testDescription: String
    /// As the manifest has it, a line an argument.
    let text: String
    /// What of it does nothing here.
    var idle: [String] = []
    /// What it must come to.
    let check: @Sendable (RunSettings) -> Bool

    static let all = [
        WildCommandLine(
            testDescription: "cloud-provider-openstack, manifest",
            text: """
                --v=1
                --cluster-name=$(CLUSTER_NAME)
                --cloud-config=$(CLOUD_CONFIG)
                --cloud-provider=openstack
                --use-service-account-credentials=false
                --bind-address=127.0.0.1
                """,
            idle: ["--use-service-account-credentials"]
        ) {
            $0.serving.address == "127.0.0.1" && $0.logging.verbosity == 1 && $0.cloud.configFile == "$(CLOUD_CONFIG)"
        },
        WildCommandLine(
            testDescription: "cloud-provider-openstack, Helm chart",
            text: """
                --v=2
                --cloud-config=/etc/config/cloud.conf
                --cluster-name=kubernetes
                --cloud-provider=openstack
                --use-service-account-credentials=false
                --controllers=cloud-node,cloud-node-lifecycle,route,service
                --bind-address=0.0.0.0
                """,
            idle: ["--use-service-account-credentials"]
        ) {
            $0.controllers.runs(.service) && $0.controllers.runs(.nodeLifecycle)
                && $0.cloud.configFile == "/etc/config/cloud.conf"
        },
        WildCommandLine(
            testDescription: "OpenShift",
            text: """
                --v=1
                --cloud-config=$(CLOUD_CONFIG)
                --cluster-name=$(OCP_INFRASTRUCTURE_NAME)
                --cloud-provider=openstack
                --use-service-account-credentials=true
                --configure-cloud-routes=false
                --bind-address=127.0.0.1
                --leader-elect=true
                --leader-elect-lease-duration=137s
                --leader-elect-renew-deadline=107s
                --leader-elect-retry-period=26s
                --leader-elect-resource-namespace=openshift-cloud-controller-manager
                --feature-gates=CloudDualStackNodeIPs=true
                """,
            idle: ["--use-service-account-credentials", "--feature-gates=CloudDualStackNodeIPs=true"]
        ) {
            !$0.routes.isEnabled && $0.election.times.leaseDuration == .seconds(137)
                && $0.election.times.renewDeadline == .seconds(107)
                && $0.election.leaseNamespace == "openshift-cloud-controller-manager"
        },
        WildCommandLine(
            testDescription: "OpenShift, hosted control plane",
            text: """
                --cloud-provider=openstack
                --kubeconfig=/etc/kubernetes/kubeconfig/kubeconfig
                --leader-elect
                --use-service-account-credentials=false
                """,
            idle: ["--use-service-account-credentials"]
        ) { $0.cluster.kubeconfig == "/etc/kubernetes/kubeconfig/kubeconfig" && $0.election.isEnabled },
        WildCommandLine(
            testDescription: "Gardener",
            text: """
                --allocate-node-cidrs=true
                --cloud-provider=openstack
                --cloud-config=/etc/kubernetes/cloudprovider/cloudprovider.conf
                --cluster-cidr=100.96.0.0/11
                --cluster-name=shoot--dev--one
                --concurrent-service-syncs=10
                --configure-cloud-routes=true
                --feature-gates=One=true,Two=false
                --kubeconfig=/var/run/secrets/gardener.cloud/shoot/generic-kubeconfig/kubeconfig
                --authentication-kubeconfig=/var/run/secrets/gardener.cloud/shoot/generic-kubeconfig/kubeconfig
                --authorization-kubeconfig=/var/run/secrets/gardener.cloud/shoot/generic-kubeconfig/kubeconfig
                --tls-cert-file=/var/lib/server/tls.crt
                --tls-private-key-file=/var/lib/server/tls.key
                --tls-cipher-suites=TLS_AES_128_GCM_SHA256,TLS_AES_256_GCM_SHA384
                --secure-port=10258
                --use-service-account-credentials
                --user-agent=gardener 1.0
                --v=2
                """,
            idle: [
                "--allocate-node-cidrs",
                "--use-service-account-credentials", "--feature-gates=One=true", "--feature-gates=Two=false",
            ]
        ) {
            $0.routes.clusterCIDR == "100.96.0.0/11" && $0.serving.cipherSuites.count == 2
                && $0.serving.keyFile == "/var/lib/server/tls.key"
                && $0.authentication.kubeconfig == $0.cluster.kubeconfig
                && $0.cloud.userAgents.map(\.text) == ["gardener 1.0"]
        },
        WildCommandLine(
            testDescription: "Kubermatic",
            text: """
                --kubeconfig=/etc/kubernetes/kubeconfig/kubeconfig
                --v=1
                --cloud-config=/etc/kubernetes/cloud/config
                --cloud-provider=openstack
                --cluster-name=abcdefghij
                """
        ) { $0.cloud.clusterName == "abcdefghij" },
        WildCommandLine(
            testDescription: "Others",
            text: """
                --authorization-always-allow-paths=/healthz,/readyz,/livez,/metrics
                --leader-elect=false
                --allow-untagged-cloud
                --concurrent-node-syncs=10
                """,
            idle: ["--allow-untagged-cloud"]
        ) { $0.authorization.alwaysAllowedPaths.last == "/metrics" && !$0.election.isEnabled },
    ]
}

@Suite("Command lines that the Go OCCM is run with")
struct RunWildTests {
    @Test("work as they are, and what does nothing here is told", arguments: WildCommandLine.all)
    func seen(_ line: WildCommandLine) throws {
        let arguments = line.text.split(separator: "\n").map(String.init)
        let words = try arguments.map { try #require($0.split(separator: "=", maxSplits: 1).first) }
        let reading = RunReading(FlagScanner(arguments).uses)
        #expect(reading.given == Set(words.map { String($0.dropFirst(2)) }))
        #expect(line.check(try settings(arguments)))
        #expect(reading.notices.map(\.flag).sorted() == line.idle.sorted())
    }
}
