import Kubernetes
import OctaviaLB
import Planning

/// A Service's annotations, a line each as `key=value`, read and planned.
struct AnnotationFuzzTarget: FuzzTarget {
    let name = "annotations"
    let words =
        Annotations.all.map(\.key) + [
            "HTTP", "TCP", "HTTPS", "PROXYV2", "80:HTTP", "web:TCP", "true", "false", "v1", "v2", "0", "-1", "1", "10",
            "4294967296", "9223372036854775808", "10.0.0.0/8", "::/0", "10.0.0.7/33", "a=b", "a=b,c", ",", ":", "/",
            " ",
            "SOURCE_IP", "LEAST_CONNECTIONS", "",
        ]
    let corpus = [
        """
        loadbalancer.openstack.org/listener-protocol=80:HTTP,443:TCP
        loadbalancer.openstack.org/pool-protocol=web:HTTP
        loadbalancer.openstack.org/connection-limit=100
        loadbalancer.openstack.org/timeout-client-data=60000

        """,
        """
        loadbalancer.openstack.org/enable-health-monitor=true
        loadbalancer.openstack.org/health-monitor-delay=10
        loadbalancer.openstack.org/health-monitor-max-retries=3
        loadbalancer.openstack.org/lb-method=SOURCE_IP
        loadbalancer.openstack.org/node-selector=role=worker, zone

        """,
        """
        service.beta.kubernetes.io/load-balancer-source-ranges=10.0.0.0/8, 192.168.0.0/16 172.16.0.9/12
        service.beta.kubernetes.io/openstack-internal-load-balancer=true
        loadbalancer.openstack.org/subnet-id=6f1f7c2e
        loadbalancer.openstack.org/proxy-protocol=v2
        example.org/other=x

        """,
    ]

    /// Valid is what a plan can be made of.
    func accepts(_ input: [UInt8]) -> Bool {
        let lines = String(decoding: input, as: UTF8.self).split(separator: "\n")
        let pairs = lines.map { line in
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            return (parts[0], parts.count == 2 ? parts[1] : "")
        }
        let service = Service(
            metadata: ObjectMeta(
                name: "web",
                namespace: "default",
                annotations: Dictionary(pairs) { first, _ in first }
            ),
            spec: ServiceSpec(
                type: .loadBalancer,
                ports: [ServicePort(name: "web", port: 80), ServicePort(name: "tls", port: 443)]
            )
        )
        return !OfflineCloud(cluster: ClusterIdentity(name: "fuzz")).plan(service, nodes: nil).isBlocked
    }
}
