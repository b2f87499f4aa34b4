// swift-tools-version: 6.2
import PackageDescription

// One target a room; the arrows between rooms are exactly these dependency lists (ARCHITECTURE.md draws them).

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "occm",
    products: [
        .executable(name: "occm", targets: ["occm"]),
        .executable(name: "occm-sandbox", targets: ["occm-sandbox"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    ],
    targets: [
        // C borders: system libraries made callable, no logic.
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CGlibc"),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

        // Rooms.
        .target(name: "CurlTransport", dependencies: ["CCurl"], swiftSettings: strict),
        .target(name: "YAML", dependencies: ["CYAML"], swiftSettings: strict),
        .target(
            name: "KeystoneAuth",
            dependencies: ["CurlTransport", "YAML"],
            swiftSettings: strict
        ),
        .target(name: "OpenStackAPI", dependencies: ["KeystoneAuth"], swiftSettings: strict),
        .target(name: "Planning", swiftSettings: strict),
        .target(name: "LoadBalancerModel", dependencies: ["Planning"], swiftSettings: strict),
        .target(
            name: "Kubernetes",
            dependencies: [
                "CurlTransport", "YAML", .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict
        ),
        .target(name: "CloudProvider", dependencies: ["Kubernetes", "Planning"], swiftSettings: strict),
        .target(
            name: "OctaviaLB",
            dependencies: ["CloudProvider", "LoadBalancerModel", "OpenStackAPI"],
            swiftSettings: strict
        ),
        .target(
            name: "Serving",
            dependencies: [
                "COpenSSL", "Kubernetes",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Telemetry",
            dependencies: [
                "OctaviaLB",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Metrics", package: "swift-metrics"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "OpenStackNodes",
            dependencies: ["CloudProvider", "OpenStackAPI"],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "occm",
            dependencies: [
                "CGlibc", "OctaviaLB", "OpenStackNodes", "Serving", "Telemetry",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict,
            // A release has 80,000 relocations; packed, they are 16 KB instead of 2 MB that every start reads. Nobody looks for
            // its symbols either: exported, as Swift does, 30,000 of them kept 3 MB of unused code, and took 3 MB of memory.
            linkerSettings: [
                .unsafeFlags(
                    [
                        "-Xclang-linker", "-fuse-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs",
                        "-Xlinker",
                        "--no-export-dynamic",
                    ],
                    .when(platforms: [.linux], configuration: .release)
                )
            ]
        ),

        // A cloud on loopback, for trying occm out, tests and benchmarks. Never linked into occm.
        .target(
            name: "Sandbox",
            dependencies: [
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "OrderedCollections", package: "swift-collections"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "occm-sandbox",
            dependencies: [
                "Kubernetes", "Sandbox", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),

        // Tests mirror Sources.
        .target(name: "CResolverStall", path: "Tests/CResolverStall"),
        .target(name: "CSpawn", path: "Tests/CSpawn"),
        .target(name: "ChildProcesses", dependencies: ["CSpawn"], path: "Tests/ChildProcesses", swiftSettings: strict),
        .testTarget(
            name: "CurlTransportTests",
            dependencies: ["CurlTransport", "CResolverStall"],
            swiftSettings: strict
        ),
        .testTarget(name: "YAMLTests", dependencies: ["YAML"], swiftSettings: strict),
        .testTarget(
            name: "KeystoneAuthTests",
            dependencies: ["KeystoneAuth", "CurlTransport"],
            swiftSettings: strict
        ),
        .testTarget(name: "OpenStackAPITests", dependencies: ["OpenStackAPI"], swiftSettings: strict),
        .testTarget(
            name: "PlanningTests",
            dependencies: ["Planning"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "LoadBalancerModelTests",
            dependencies: ["LoadBalancerModel", "Planning"],
            exclude: ["Goldens"],
            swiftSettings: strict
        ),
        .testTarget(name: "KubernetesTests", dependencies: ["Kubernetes", "YAML"], swiftSettings: strict),
        .testTarget(
            name: "CloudProviderTests",
            dependencies: ["CloudProvider", "CurlTransport", "Kubernetes", "Planning"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ServingTests",
            dependencies: [
                "Serving",
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            swiftSettings: strict
        ),
        .testTarget(name: "TelemetryTests", dependencies: ["Telemetry"], swiftSettings: strict),
        .testTarget(
            name: "ManifestTests",
            dependencies: ["ChildProcesses", "Sandbox", "YAML", "occm"],
            swiftSettings: strict
        ),
        .testTarget(name: "OctaviaLBTests", dependencies: ["OctaviaLB", "Sandbox"], swiftSettings: strict),
        .testTarget(
            name: "OpenStackNodesTests",
            dependencies: ["OpenStackNodes", "Sandbox"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "SandboxTests",
            dependencies: [
                "Sandbox", "occm-sandbox", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["Octavia/Fixtures"],
            swiftSettings: strict
        ),

        // What must hold on every cloud: played on the sandbox by `make test`, on a real OpenStack by `make integration`.
        .target(
            name: "Scenarios",
            dependencies: ["OctaviaLB", "Sandbox"],
            path: "Tests/Scenarios",
            swiftSettings: strict
        ),
        .testTarget(name: "SandboxScenarioTests", dependencies: ["Scenarios"], swiftSettings: strict),
        .testTarget(
            name: "IntegrationTests",
            dependencies: ["ClusterScenarios", "Scenarios", "occm"],
            swiftSettings: strict
        ),

        // What `occm run` must do in a cluster, played with the real program.
        .target(
            name: "ClusterScenarios",
            dependencies: ["ChildProcesses", "Scenarios"],
            path: "Tests/ClusterScenarios",
            swiftSettings: strict
        ),
        .testTarget(name: "ClusterScenarioTests", dependencies: ["ClusterScenarios", "occm"], swiftSettings: strict),
        .testTarget(
            name: "CommandLineTests",
            dependencies: ["ChildProcesses", "OctaviaLB", "Sandbox", "occm"],
            exclude: ["Goldens"],
            swiftSettings: strict
        ),

        // Mutated input for every parser, in a child process that may crash.
        .target(
            name: "Fuzzing",
            dependencies: ["Kubernetes", "YAML", "KeystoneAuth", "OctaviaLB", "Planning"],
            path: "Tests/Fuzzing",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "occm-fuzz",
            dependencies: ["Fuzzing", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            path: "Tests/Fuzz",
            swiftSettings: strict
        ),
        .testTarget(
            name: "FuzzTests",
            dependencies: ["ChildProcesses", "Fuzzing", "occm-fuzz"],
            swiftSettings: strict
        ),
    ],
    swiftLanguageModes: [.v6]
)

// Benchmarks, which only `make bench` builds.
if Context.environment["ENABLE_BENCHMARKS"] == "1" {
    package.targets += [
        .target(name: "CBench", dependencies: ["CCurl"], path: "Benchmarks/CBench"),
        .executableTarget(
            name: "occm-bench",
            dependencies: [
                "CBench", "CloudProvider", "OctaviaLB", "Sandbox",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks/occm-bench",
            swiftSettings: strict
        ),
    ]
}
