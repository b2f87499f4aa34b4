/// Where a service's requests go.
public struct ServiceEndpoint: Sendable, Hashable {
    /// The address of the version document, with a slash at its end: `https://cloud/load-balancer/`.
    public var root: String
    /// The address that paths are appended to, without a slash at its end: `https://cloud/load-balancer/v2.0`.
    public var base: String

    /// Reads a catalog's URL. A version in its path must be of the major version that occm speaks, and is kept
    /// with what follows it (Nova's project id); without one, the service's usual version is appended.
    ///
    /// `nil`: the URL is none for HTTP, or of another major version.
    public init?(_ url: String, of service: ServiceType) {
        guard url.hasPrefix("http://") || url.hasPrefix("https://") else { return nil }
        let address = url.prefix { $0 != "?" && $0 != "#" }
        let elements = address.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        // The first three elements are the scheme, nothing, and the host.
        guard elements.count >= 3, !elements[2].isEmpty else { return nil }
        let path = elements.dropFirst(3).filter { !$0.isEmpty }
        let host = elements.prefix(3).joined(separator: "/")

        guard let index = path.firstIndex(where: Self.isVersion) else {
            let prefix = ([host] + path).joined(separator: "/")
            self.init(root: prefix + "/", base: "\(prefix)/\(service.defaultVersion)")
            return
        }
        guard APIVersion(path[index])?.major == service.majorVersion else { return nil }
        let root = ([host] + path[..<index]).joined(separator: "/") + "/"
        self.init(root: root, base: root + path[index...].joined(separator: "/"))
    }

    private init(root: String, base: String) {
        self.root = root
        self.base = base
    }

    private static func isVersion(_ element: String) -> Bool {
        element.first == "v" && APIVersion(element) != nil
    }
}
