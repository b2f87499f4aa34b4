/// Names and tags by which one Service's load balancer and its children are recognised.
///
/// Tags prove; names only help to find. `clusterTag` and `serviceTag` are occm's own (at most 60 characters, no commas);
/// `goTag` is the name that the Go OCCM gives the load balancer, which it also uses as its tag.
public struct Identity: Sendable, Hashable {
    /// How occm's tag of a cluster begins.
    public static let clusterTagPrefix = "occm-cluster="
    /// How occm's tag of a Service begins.
    public static let serviceTagPrefix = "occm-service="
    /// How the Go OCCM's names, and so its tags, begin.
    public static let goTagPrefix = "kube_service_"

    /// Whom the load balancer is for, as a user writes it: `default/web`.
    public var subject: String
    /// `kube_service_<cluster>_<namespace>_<service>`, at most 255 bytes: the load balancer's name and the Go OCCM's tag.
    public var name: String
    /// The name that very old Go OCCMs gave: `a` and the Service uid, at most 32 characters; only looked up.
    public var legacyName: String?
    /// `occm-cluster=<uid of the namespace kube-system>`, when the cluster is known.
    public var clusterTag: String?
    /// `occm-service=<Service uid>`, when the Service has a uid.
    public var serviceTag: String?

    /// Creates an identity.
    public init(
        subject: String,
        name: String,
        legacyName: String? = nil,
        clusterTag: String? = nil,
        serviceTag: String? = nil
    ) {
        self.subject = subject
        self.name = name
        self.legacyName = legacyName
        self.clusterTag = clusterTag
        self.serviceTag = serviceTag
    }

    /// The Go OCCM's tag.
    public var goTag: String { name }

    /// Every tag that a resource of ours carries.
    public var tags: [String] { [name, clusterTag, serviceTag].compactMap(\.self) }

    /// The name of the listener of the port at that index in the Service: `listener_<i>_<name>`, at most 255 bytes.
    public func listenerName(_ index: Int) -> String { Self.cut("listener_\(index)_\(name)") }

    /// The name of the pool of the port at that index: `pool_<i>_<name>`, at most 255 bytes.
    public func poolName(_ index: Int) -> String { Self.cut("pool_\(index)_\(name)") }

    /// The name of the health monitor of the port at that index: `monitor_<i>_<name>`, at most 255 bytes.
    public func monitorName(_ index: Int) -> String { Self.cut("monitor_\(index)_\(name)") }

    /// The text cut to its first 255 bytes, never within a character (Octavia `constants.py` MAX_NAME_SIZE).
    public static func cut(_ text: String) -> String {
        guard text.utf8.count > 255 else { return text }
        var size = 0
        return String(
            text.prefix {
                size += $0.utf8.count; return size <= 255
            }
        )
    }
}
