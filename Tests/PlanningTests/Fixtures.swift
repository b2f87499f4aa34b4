import Planning

extension Plan<String> {
    /// A plan with each kind of change, all of it for default/web.
    static let mixed = Plan(
        subject: "default/web",
        steps: [
            Step(
                [
                    Change(
                        .create,
                        ResourceKey("listener", "TCP/80"),
                        fields: [
                            FieldChange("protocol", to: "TCP"),
                            FieldChange("vip_address", to: PlanValue.knownAfterApply),
                        ],
                        reason: "port TCP/80 of the Service has none yet"
                    ),
                    Change(
                        .update,
                        ResourceKey("members", "of listener TCP/443"),
                        fields: [
                            FieldChange("192.0.2.4:30443 (node-1)", from: "weight 1"),
                            FieldChange("192.0.2.5:30443 (node-2)", from: "weight 1", to: "weight 2"),
                            FieldChange("192.0.2.6:30443 (node-3)", to: "weight 1"),
                        ],
                        reason: "1 new, 1 changed, 1 gone"
                    ),
                ],
                call: "POST /listeners",
                "one"
            ),
            Step(
                [
                    Change(
                        .replace,
                        ResourceKey("health monitor", "of listener TCP/443", id: "hm-1"),
                        fields: [FieldChange("type", from: "TCP", to: "HTTP")],
                        reason: "a health monitor's type can't be changed in place"
                    )
                ],
                call: "DELETE /healthmonitors/hm-1",
                "two"
            ),
            Step([], call: "POST /healthmonitors", "three"),
            Step(
                [Change(.delete, ResourceKey("pool", "of listener TCP/81", id: "p-1"), reason: "nobody uses it")],
                call: "DELETE /pools/p-1",
                "four"
            ),
        ],
        notes: [Note(.info, "foreign-listener", "A listener is kept."), Note(.warning, "immutable", "Not in place.")]
    )

    /// A plan that changes one field.
    static func changing(_ name: String, from before: PlanValue, to after: PlanValue) -> Plan {
        let change = Change(
            .update,
            ResourceKey("listener", "TCP/80"),
            fields: [FieldChange(name, from: before, to: after)],
            reason: "it differs"
        )
        return Plan(subject: "default/web", steps: [Step([change], call: "PUT /listeners/1", "one")])
    }
}
