public import FoundationEssentials
public import KeystoneAuth
import OpenStackAPI

/// Asks a cloud everything that occm will need of it, one question a line.
///
/// Guarantees: reads only; a question that fails does not keep the others from being asked.
public struct CloudCheckup: Sendable {
    /// One question and its answer.
    public struct Finding: Sendable, Hashable {
        /// How well it stands.
        public enum Verdict: String, Sendable, Hashable {
            /// As it should be.
            case ok
            /// It works, but probably not as meant, or not for long.
            case warning
            /// occm can't work like this.
            case problem
        }

        /// How well it stands.
        public var verdict: Verdict
        /// What was asked: `token`, `octavia`, `subnet-id`.
        public var topic: String
        /// What was found, and what to do if it is not well.
        public var text: String
    }

    let session: Session
    private let config: CloudConfig
    private let now: @Sendable () -> Date

    /// Creates a checkup of the cloud that a session talks to.
    public init(session: Session, config: CloudConfig, now: @escaping @Sendable () -> Date = { Date() }) {
        self.session = session
        self.config = config
        self.now = now
    }

    /// Asks every question, in the order in which they build on each other.
    public func run() async -> [Finding] {
        let token: Token
        do {
            token = try await session.token()
        } catch {
            return [Finding(verdict: .problem, topic: "token", text: error.description)]
        }
        var findings = [identity(token)]
        findings += await [expiry(token), clock(token), catalog(), octavia(), provider()]
        findings += await networks(config.loadBalancer)
        findings += await [loadBalancerQuota(), floatingIPQuota()]
        return findings
    }

    /// Asks one question; an error is its answer.
    func ask(_ topic: String, _ question: () async throws -> Finding) async -> Finding {
        do {
            return try await question()
        } catch {
            return Finding(verdict: .problem, topic: topic, text: "\(error)")
        }
    }
}

extension CloudCheckup {
    private func identity(_ token: Token) -> Finding {
        guard let project = token.project else {
            return Finding(
                verdict: .problem,
                topic: "token",
                text: "the token is for no project; set tenant-id, or tenant-name and tenant-domain-name, in [Global]"
            )
        }
        let roles = token.roles.compactMap(\.name).sorted().joined(separator: ", ")
        let user = token.user?.name ?? token.user?.id ?? "somebody"
        return Finding(
            verdict: .ok,
            topic: "token",
            text: "\(user) in project \(project.name ?? project.id) (\(project.id)), roles \(roles)"
        )
    }

    private func expiry(_ token: Token) async -> Finding {
        await ask("credentials") {
            let life = Self.rough(token.expiresAt.timeIntervalSince(now()))
            guard let end = try await session.applicationCredentialExpiry() else {
                return Finding(
                    verdict: .ok,
                    topic: "credentials",
                    text: "the token lasts \(life) and is renewed before; the credentials do not expire"
                )
            }
            let left = end.timeIntervalSince(now())
            let isNear = left < 14 * 86400
            return Finding(
                verdict: isNear ? .warning : .ok,
                topic: "credentials",
                text: "the application credential expires in \(Self.rough(left)), on \(end.formatted(.iso8601))"
                    + (isNear ? "; create another one in time" : "")
            )
        }
    }

    private func clock(_ token: Token) -> Finding {
        guard let issued = token.issuedAt else {
            return Finding(verdict: .ok, topic: "clock", text: "the token does not say when it was issued")
        }
        let skew = Int(now().timeIntervalSince(issued).rounded())
        return abs(skew) > 60
            ? Finding(
                verdict: .warning,
                topic: "clock",
                text: "this machine's clock and Keystone's differ by \(skew) s"
            )
            : Finding(verdict: .ok, topic: "clock", text: "as Keystone's, within a minute")
    }

    private func catalog() async -> Finding {
        await ask("catalog") {
            var places: [String] = []
            for service in [ServiceType.loadBalancer, .network] {
                places.append("\(service.rawValue) at \(try await session.endpoint(of: service).base)")
            }
            return Finding(verdict: .ok, topic: "catalog", text: places.joined(separator: ", "))
        }
    }

    private func octavia() async -> Finding {
        await ask("octavia") {
            let features = try OctaviaFeatures(versions: try await session.versions(of: .loadBalancer))
            let missing = features.allowedCIDRs ? "" : "; it can't restrict source ranges (that needs 2.12)"
            return Finding(
                verdict: missing.isEmpty ? .ok : .warning,
                topic: "octavia",
                text: "API \(features.version)\(missing)"
            )
        }
    }

    private func provider() async -> Finding {
        await ask("provider") {
            let known = try await session.list(LoadBalancerProvider.list()).map(\.name).sorted()
            let wanted = config.loadBalancer.provider
            return known.contains(wanted)
                ? Finding(verdict: .ok, topic: "provider", text: wanted)
                : Finding(
                    verdict: .problem,
                    topic: "provider",
                    text: "lb-provider is \(wanted), and the cloud has \(known.joined(separator: ", "))"
                )
        }
    }

    /// A time in the unit that a person would use.
    private static func rough(_ seconds: Double) -> String {
        switch seconds {
        case ..<7200: "\(Int(seconds / 60)) minutes"
        case ..<172_800: "\(Int(seconds / 3600)) hours"
        default: "\(Int(seconds / 86400)) days"
        }
    }
}
