import FoundationEssentials
import Kubernetes

/// How a front proxy says who the user is (`--requestheader-…`).
public struct FrontProxyHeaders: Sendable, Hashable {
    /// Which of the CA's certificates are a proxy's, by CN; none means all.
    public var allowedNames: [String] = []
    /// Where the user's name is; the first field that is there counts.
    public var names = ["x-remote-user"]
    /// Where the user's uid is.
    public var uids: [String] = []
    /// Where the user's groups are; all fields count.
    public var groups = ["x-remote-group"]
    /// How fields begin that say more about the user.
    public var extraPrefixes = ["x-remote-extra-"]

    /// Creates the default headers.
    public init() {}
}

/// Believes a proxy that has identified the user itself.
struct FrontProxy: Sendable, Hashable {
    var authorities: ClientAuthorities
    var headers = FrontProxyHeaders()

    /// Who the user is, if the request comes from the proxy.
    func identify(_ request: IncomingRequest, at date: Date) -> Identification {
        guard !request.certificates.isEmpty else { return .nobody }
        do throws(ClientAuthorities.Refusal) {
            let proxy = try authorities.subject(of: request.certificates, at: date).commonName
            guard headers.allowedNames.isEmpty || headers.allowedNames.contains(proxy) else {
                return .refused("the client certificate of \(proxy.debugDescription) is no front proxy's")
            }
            return user(in: request).map(Identification.user) ?? .nobody
        } catch {
            return .refused("the client certificate is not the front proxy's: \(error.reason)")
        }
    }

    private func user(in request: IncomingRequest) -> TokenReview.User? {
        func first(_ names: [String]) -> String? {
            names.lazy.flatMap(request.values(of:)).first { !$0.isEmpty }
        }
        guard let name = first(headers.names) else { return nil }
        return TokenReview.User(
            username: name,
            uid: first(headers.uids) ?? "",
            groups: headers.groups.flatMap(request.values(of:)),
            extra: extra(in: request)
        )
    }

    private func extra(in request: IncomingRequest) -> [String: [String]] {
        var extra: [String: [String]] = [:]
        for (name, value) in request.headers {
            let name = name.lowercased()
            guard let prefix = headers.extraPrefixes.first(where: { name.hasPrefix($0.lowercased()) }) else { continue }
            extra[Percent.decode(name.dropFirst(prefix.count)).lowercased(), default: []].append(value)
        }
        return extra
    }
}
