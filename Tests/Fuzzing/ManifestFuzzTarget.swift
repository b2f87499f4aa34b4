import Kubernetes

/// Manifest files, read to validated Services and Nodes.
struct ManifestFuzzTarget: FuzzTarget {
    let name = "manifest"
    let words = [
        "Service", "Node", "List", "ServiceList", "v1", "v2", "apps/v1", "LoadBalancer", "ClusterIP", "NodePort",
        "ExternalName",
        "TCP", "UDP", "SCTP", "tcp", "Local", "Cluster", "None", "ClientIP", "IPv4", "IPv6", "SingleStack",
        "RequireDualStack",
        "10.0.0.0/8", "fd00::1", "192.0.2.7", "\"80\"", "yes", "null", "[]", "{}", "web", "a--b", "Name", "default",
        "targetPort", "nodePort", "healthCheckNodePort", "loadBalancerClass", "annotations", "items",
    ]
    let corpus = [
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: web
          annotations:
            loadbalancer.openstack.org/listener-protocol: "HTTP"
        spec:
          type: LoadBalancer
          ports:
            - name: http
              port: 80
              targetPort: 8080
            - {name: dns, protocol: UDP, port: 53, nodePort: 30053}
          selector:
            app: web
          sessionAffinity: ClientIP
          loadBalancerSourceRanges: [10.0.0.0/8, 192.0.2.0/24]

        """,
        """
        apiVersion: v1
        kind: List
        items:
        - apiVersion: v1
          kind: Node
          metadata: {name: n1, labels: {zone: a}}
          spec: {providerID: "openstack:///1", taints: [{key: k, effect: NoSchedule}]}
          status: {addresses: [{type: InternalIP, address: 10.0.0.1}, {type: Hostname, address: n1}]}
        - apiVersion: v1
          kind: Service
          metadata: {name: mail, namespace: post}
          spec: {type: NodePort, externalTrafficPolicy: Local, ports: [{port: 25}], ipFamilies: [IPv6]}

        """,
        """
        {"apiVersion": "v1", "kind": "NodeList", "items": [
          {"metadata": {"name": "n1"}, "status": {"addresses": [{"type": "ExternalIP", "address": "2001:db8::1"}]}},
          {"metadata": {"name": "n2"}, "spec": {"unschedulable": true, "podCIDRs": ["10.1.0.0/24"]}}
        ]}

        """,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: api}
        spec: {ports: [{port: 443}], type: LoadBalancer, loadBalancerIP: 192.0.2.7}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: api}
        spec: {replicas: 2}

        """,
    ]

    func accepts(_ input: [UInt8]) -> Bool {
        let manifests = Manifests.read(files: [("fuzz.yaml", input)])
        for node in manifests.nodes.map(\.value) where node.takesLoadBalancerTraffic {
            _ = node.memberAddress(.ipv4) ?? node.memberAddress(nil)
        }
        _ = manifests.problems.map(\.description)
        return manifests.problems.isEmpty && manifests.services.count + manifests.nodes.count > 0
    }
}
