import OpenStackAPI

/// A Node's `spec.providerID` as OpenStack's cloud providers write it: `openstack:///<server>` or
/// `openstack://<region>/<server>`.
struct ProviderID: Sendable, Hashable, CustomStringConvertible {
    /// Why a text is no provider id of OpenStack.
    enum Mismatch: Error, Hashable {
        /// It is another cloud's.
        case otherCloud
        /// It has not the form that OpenStack's have.
        case malformed
    }

    /// The region; empty where the id does not name one.
    var region: String
    /// The server.
    var server: ID<Server>

    /// An id from its parts.
    init(region: String, server: ID<Server>) {
        self.region = region
        self.server = server
    }

    /// Reads an id. One without a scheme (`region/server`) is taken for OpenStack's, as the Go OCCM takes it.
    init(parsing text: String) throws(Mismatch) {
        let scheme = text.firstRange(of: "://")
        guard scheme.map({ text[..<$0.lowerBound] == "openstack" }) ?? true else { throw .otherCloud }
        let parts = text[(scheme?.upperBound ?? text.startIndex)...].split(
            separator: "/",
            omittingEmptySubsequences: false
        )
        guard parts.count == 2, !parts[1].isEmpty else { throw .malformed }
        self.init(region: String(parts[0]), server: ID(String(parts[1])))
    }

    /// The id as it is written.
    var description: String { "openstack://\(region)/\(server)" }
}
