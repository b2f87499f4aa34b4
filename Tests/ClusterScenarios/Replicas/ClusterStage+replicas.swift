import ChildProcesses
import CurlTransport
import Foundation
import Kubernetes
import Scenarios
import Synchronization

/// How a replica takes part in the election.
enum ElectionPace: Sendable {
    /// The times that everybody uses: 15, 10 and 2 seconds.
    case standard
    /// A leader that is gone is missed soon, and a machine full of tests keeps the lease all the same.
    case quick

    fileprivate var flags: [String] {
        switch self {
        case .standard: []
        case .quick:
            [
                "--leader-elect-lease-duration=8s", "--leader-elect-renew-deadline=6s",
                "--leader-elect-retry-period=500ms",
            ]
        }
    }
}

/// The replicas of a stage, in the order of their start.
final class Cast: Sendable {
    private let list = Mutex<[Replica]>([])

    var all: [Replica] { list.withLock { $0 } }

    func add(_ replica: Replica) { list.withLock { $0.append(replica) } }
}

extension ClusterStage {
    /// Starts `occm run`.
    ///
    /// - Parameter flags: Flags beside those that lead it to cluster and cloud.
    @discardableResult
    func start(_ pace: ElectionPace = .standard, _ flags: String...) throws -> Replica {
        let port = try FreePort.find()
        let name = "occm-\(cast.all.count + 1)"
        let arguments = [
            "run", "--kubeconfig", kubeconfig.path, "--cloud-config", cloudConfig.path,
            "--cluster-name", clusterName, "--controllers=service", "--bind-address", "127.0.0.1", "--secure-port",
            "\(port)", "-v", "4",
        ]
        let replica = try Replica(name, arguments + pace.flags + flags, port: port, folder: folder)
        cast.add(replica)
        return replica
    }

    /// Starts `occm run` and waits until it says that it is healthy: it then leads, or stands by.
    @discardableResult
    func startHealthy(_ pace: ElectionPace = .standard) async throws -> Replica {
        let replica = try start(pace)
        try await waitUntil("\(replica.name) is healthy") {
            try expect("healthz", try await ask(replica, "/healthz").status, 200)
        }
        return replica
    }

    /// Asks a replica to end, and waits until it has.
    @discardableResult
    func stop(_ replica: Replica, within limit: Duration = .seconds(30)) async throws -> ChildProcess.Ending {
        replica.terminate()
        return try await ending(of: replica, within: limit)
    }

    /// Waits until a replica has ended.
    func ending(of replica: Replica, within limit: Duration = .seconds(30)) async throws -> ChildProcess.Ending {
        try await waitUntil("\(replica.name) has ended", within: limit) {
            try unwrap(replica.ending, "end of \(replica.name)")
        }
    }

    /// Who holds the lease that replicas compete for; empty if it was given back, `nil` if there is none.
    func leader(_ lease: String = "cloud-controller-manager") async throws -> String? {
        do {
            return try await client.get(Lease.self, Self.lease(lease)).spec.holderIdentity ?? ""
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }

    /// Waits until somebody other than `former` leads.
    @discardableResult
    func newLeader(after former: String? = nil, within limit: Duration = .seconds(30)) async throws -> String {
        try await waitUntil("somebody new leads", within: limit, every: .milliseconds(20)) {
            let leader = try unwrap(try await leader(), "lease")
            try require(!leader.isEmpty && leader != former, "the leader is \"\(leader)\"")
            return leader
        }
    }

    /// Where a lease of ours is.
    static func lease(_ name: String) -> ObjectKey { ObjectKey(namespace: "kube-system", name: name) }
}
