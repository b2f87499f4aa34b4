extension APIResource {
    /// Every kind that the sandbox serves.
    static let all = [
        APIResource(
            name: "services",
            kind: "Service",
            shortNames: ["svc"],
            isInAll: true,
            hasStatus: true,
            createsOnUpdate: true,
            answersDeletedObject: true,
            namesAreLabels: true,
            selectableFields: ["spec.clusterIP", "spec.type"],
            schema: .service
        ),
        APIResource(
            name: "nodes",
            kind: "Node",
            isNamespaced: false,
            shortNames: ["no"],
            hasStatus: true,
            selectableFields: ["spec.unschedulable"],
            schema: .node
        ),
        APIResource(
            name: "events",
            kind: "Event",
            shortNames: ["ev"],
            createsOnUpdate: true,
            selectableFields: [
                "involvedObject.apiVersion", "involvedObject.fieldPath", "involvedObject.kind", "involvedObject.name",
                "involvedObject.namespace", "involvedObject.resourceVersion", "involvedObject.uid", "reason",
                "reportingComponent", "source", "type",
            ],
            schema: .event
        ),
        APIResource(
            name: "namespaces",
            kind: "Namespace",
            isNamespaced: false,
            shortNames: ["ns"],
            verbs: ["create", "get", "list", "patch", "update", "watch"],
            hasStatus: true,
            namesAreLabels: true,
            selectableFields: ["status.phase"],
            schema: .namespace
        ),
        APIResource(name: "secrets", kind: "Secret", selectableFields: ["type"], schema: .secret),
        APIResource(name: "configmaps", kind: "ConfigMap", shortNames: ["cm"], schema: .configMap),
        APIResource(
            name: "pods",
            kind: "Pod",
            shortNames: ["po"],
            isInAll: true,
            verbs: ["get", "list", "watch"],
            selectableFields: ["spec.nodeName", "status.phase"],
            schema: .any
        ),
        APIResource(
            group: "coordination.k8s.io",
            name: "leases",
            kind: "Lease",
            createsOnUpdate: true,
            takesUnconditionalUpdates: false,
            schema: .lease
        ),
        APIResource(
            group: "discovery.k8s.io",
            name: "endpointslices",
            kind: "EndpointSlice",
            countsGenerations: true,
            schema: .endpointSlice
        ),
        APIResource(
            group: "authentication.k8s.io",
            name: "tokenreviews",
            kind: "TokenReview",
            isNamespaced: false,
            verbs: ["create"],
            schema: .any
        ),
        APIResource(
            group: "authorization.k8s.io",
            name: "subjectaccessreviews",
            kind: "SubjectAccessReview",
            isNamespaced: false,
            verbs: ["create"],
            schema: .any
        ),
    ]

    /// The groups beside the core one, in order.
    static let groups = Array(Set(all.map(\.group)).subtracting([""])).sorted()

    /// The kind of a name in a group.
    static func named(_ name: some StringProtocol, group: some StringProtocol) -> APIResource? {
        all.first { $0.name == name && $0.group == group }
    }
}
