import OrderedCollections

@testable import Sandbox

extension TestCloud {
    /// Everything that may be below a load balancer, for its creation.
    static let children: JSONObject = [
        "listeners": [
            [
                "protocol": "HTTP",
                "protocol_port": 80,
                "default_pool": [
                    "name": "web",
                    "protocol": "HTTP",
                    "lb_algorithm": "ROUND_ROBIN",
                    "healthmonitor": ["type": "HTTP", "delay": 5, "timeout": 3, "max_retries": 2],
                    "members": [
                        ["address": "10.0.0.5", "protocol_port": 8080],
                        ["address": "10.0.0.6", "protocol_port": 8080],
                    ],
                ],
                "l7policies": [
                    ["action": "REJECT", "rules": [["type": "PATH", "compare_type": "EQUAL_TO", "value": "/x"]]]
                ],
            ]
        ]
    ]

    /// The body that creates a TCP pool.
    static func pool(on loadBalancer: String) -> JSONValue {
        ["pool": ["loadbalancer_id": .string(loadBalancer), "protocol": "TCP", "lb_algorithm": "ROUND_ROBIN"]]
    }

    /// Creates a TCP pool; returns its id.
    mutating func makePool(on loadBalancer: String) -> String {
        send("POST", "pools", Self.pool(on: loadBalancer)).json?["pool"]?["id"]?.stringValue ?? "not created"
    }

    /// Creates a TCP listener; returns its id.
    mutating func makeListener(on loadBalancer: String, port: Int) -> String {
        make(
            "listeners",
            "listener",
            ["loadbalancer_id": .string(loadBalancer), "protocol": "TCP", "protocol_port": .int(port)]
        )
    }
}
