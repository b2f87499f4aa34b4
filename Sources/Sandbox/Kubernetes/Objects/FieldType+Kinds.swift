import OrderedCollections

/// The fields of every kind, after `k8s.io/api` 1.36.
extension FieldType {
    private static let metadata = FieldType.kept(
        .object(
            "ObjectMeta",
            [
                "name": .string, "generateName": .string, "namespace": .string, "selfLink": .string, "uid": .string,
                "resourceVersion": .string, "generation": .integer, "creationTimestamp": .time,
                "deletionTimestamp": .time, "deletionGracePeriodSeconds": .kept(.integer), "labels": .textMap,
                "annotations": .textMap, "ownerReferences": .list(.any, .byKey("uid")),
                "finalizers": .list(.string, .set), "managedFields": .atomic(.any),
            ]
        )
    )

    private static let condition = FieldType.object(
        "Condition",
        [
            "type": .kept(.string), "status": .kept(.string), "observedGeneration": .integer,
            "lastHeartbeatTime": .time, "lastTransitionTime": .time, "reason": .string, "message": .string,
        ]
    )

    /// core/v1 Service.
    static let service = FieldType.object(
        "Service",
        ["metadata": metadata, "spec": .kept(serviceSpec), "status": .kept(serviceStatus)]
    )

    private static let serviceSpec = FieldType.object(
        "ServiceSpec",
        [
            "ports": .list(servicePort, .byKey("port", whenApplied: ["port", "protocol"])),
            "selector": .textMap, "clusterIP": .string, "clusterIPs": .atomic(.string), "type": .string,
            "externalIPs": .atomic(.string), "sessionAffinity": .string, "loadBalancerIP": .string,
            "loadBalancerSourceRanges": .atomic(.string), "externalName": .string,
            "externalTrafficPolicy": .string, "healthCheckNodePort": .integer,
            "publishNotReadyAddresses": .boolean,
            "sessionAffinityConfig": .object(
                "SessionAffinityConfig",
                ["clientIP": .object("ClientIPConfig", ["timeoutSeconds": .kept(.integer)])]
            ),
            "ipFamilies": .atomic(.string), "ipFamilyPolicy": .kept(.string),
            "allocateLoadBalancerNodePorts": .kept(.boolean), "loadBalancerClass": .kept(.string),
            "internalTrafficPolicy": .kept(.string), "trafficDistribution": .kept(.string),
        ]
    )

    private static let servicePort = FieldType.object(
        "ServicePort",
        [
            "name": .string, "protocol": .string, "appProtocol": .kept(.string), "port": .kept(.integer),
            "targetPort": .intOrString, "nodePort": .integer,
        ]
    )

    private static let serviceStatus = FieldType.object(
        "ServiceStatus",
        [
            "loadBalancer": .kept(.object("LoadBalancerStatus", ["ingress": .atomic(loadBalancerIngress)])),
            "conditions": .list(condition, .byKey("type")),
        ]
    )

    private static let loadBalancerIngress = FieldType.object(
        "LoadBalancerIngress",
        [
            "ip": .string, "hostname": .string, "ipMode": .kept(.string),
            "ports": .atomic(
                .object(
                    "PortStatus",
                    ["port": .kept(.integer), "protocol": .kept(.string), "error": .kept(.string)]
                )
            ),
        ]
    )

    /// core/v1 Node.
    static let node = FieldType.object(
        "Node",
        ["metadata": metadata, "spec": .kept(nodeSpec), "status": .kept(nodeStatus)]
    )

    private static let nodeSpec = FieldType.object(
        "NodeSpec",
        [
            "podCIDR": .string, "podCIDRs": .list(.string, .set), "providerID": .string, "unschedulable": .boolean,
            "taints": .atomic(
                .object(
                    "Taint",
                    ["key": .kept(.string), "value": .string, "effect": .kept(.string), "timeAdded": .time]
                )
            ),
            "configSource": .any, "externalID": .string,
        ]
    )

    private static let nodeStatus = FieldType.object(
        "NodeStatus",
        [
            "capacity": .any, "allocatable": .any, "phase": .string, "conditions": .list(condition, .byKey("type")),
            "addresses": .list(
                .object("NodeAddress", ["type": .kept(.string), "address": .kept(.string)]),
                .byKey("type")
            ),
            "daemonEndpoints": .any, "nodeInfo": .any, "images": .atomic(.any), "volumesInUse": .atomic(.string),
            "volumesAttached": .atomic(.any), "config": .any, "runtimeHandlers": .atomic(.any), "features": .any,
        ]
    )

    /// core/v1 Event.
    static let event = FieldType.object(
        "Event",
        [
            "metadata": metadata, "involvedObject": .kept(objectReference), "reason": .string, "message": .string,
            "source": .kept(.object("EventSource", ["component": .string, "host": .string])),
            "firstTimestamp": .time, "lastTimestamp": .time, "count": .integer, "type": .string,
            "eventTime": .microTime,
            "series": .object("EventSeries", ["count": .integer, "lastObservedTime": .microTime]),
            "action": .string, "related": objectReference, "reportingComponent": .kept(.string),
            "reportingInstance": .kept(.string),
        ]
    )

    private static let objectReference = FieldType.object(
        "ObjectReference",
        [
            "kind": .string, "namespace": .string, "name": .string, "uid": .string, "apiVersion": .string,
            "resourceVersion": .string, "fieldPath": .string,
        ]
    )

    /// coordination.k8s.io/v1 Lease.
    static let lease = FieldType.object("Lease", ["metadata": metadata, "spec": .kept(leaseSpec)])

    private static let leaseSpec = FieldType.object(
        "LeaseSpec",
        [
            "holderIdentity": .kept(.string), "leaseDurationSeconds": .kept(.integer), "acquireTime": .microTime,
            "renewTime": .microTime, "leaseTransitions": .kept(.integer), "strategy": .kept(.string),
            "preferredHolder": .kept(.string),
        ]
    )

    /// core/v1 Namespace.
    static let namespace = FieldType.object(
        "Namespace",
        [
            "metadata": metadata, "spec": .kept(.object("NamespaceSpec", ["finalizers": .atomic(.string)])),
            "status": .kept(
                .object("NamespaceStatus", ["phase": .string, "conditions": .list(condition, .byKey("type"))])
            ),
        ]
    )

    /// core/v1 Secret.
    static let secret = FieldType.object(
        "Secret",
        [
            "metadata": metadata, "data": .textMap, "stringData": .textMap, "type": .string,
            "immutable": .kept(.boolean),
        ]
    )

    /// core/v1 ConfigMap.
    static let configMap = FieldType.object(
        "ConfigMap",
        ["metadata": metadata, "data": .textMap, "binaryData": .textMap, "immutable": .kept(.boolean)]
    )

    /// discovery.k8s.io/v1 EndpointSlice.
    static let endpointSlice = FieldType.object(
        "EndpointSlice",
        [
            "metadata": metadata, "addressType": .kept(.string), "endpoints": .kept(.atomic(.any)),
            "ports": .kept(.atomic(.any)),
        ]
    )
}
