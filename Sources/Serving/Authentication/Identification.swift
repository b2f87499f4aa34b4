import FoundationEssentials
import Kubernetes

/// What one way to identify users says of a request.
enum Identification: Sendable, Hashable {
    /// It is that user.
    case user(TokenReview.User)
    /// The request has no credentials of this kind.
    case nobody
    /// The request's credentials are not valid, or can't be checked; why, for logs.
    case refused(String)
}

extension ClientAuthorities {
    /// The user whom the client's certificate names: CN is the name, every O a group.
    func identify(_ request: IncomingRequest, at date: Date) -> Identification {
        guard !request.certificates.isEmpty else { return .nobody }
        do throws(Refusal) {
            let subject = try subject(of: request.certificates, at: date)
            guard !subject.commonName.isEmpty else { return .nobody }
            let user = TokenReview.User(
                username: subject.commonName,
                groups: subject.organizations,
                extra: ["authentication.kubernetes.io/credential-id": ["X509SHA256=\(subject.fingerprint)"]]
            )
            return .user(user)
        } catch {
            return .refused("the client certificate is not trusted: \(error.reason)")
        }
    }
}
