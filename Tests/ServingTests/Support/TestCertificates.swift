import FoundationEssentials
import Kubernetes
import Serving

/// A CA of a test's own, and what it issues.
struct TestAuthority {
    let pair: CertificatePair
    private let begin: Date
    private let end: Date

    /// Valid from a day before that time to a day after.
    init(_ name: String = "test-ca", by issuer: TestAuthority? = nil, around date: Date = Date()) throws {
        begin = date.addingTimeInterval(-86400)
        end = date.addingTimeInterval(86400)
        pair = try CertificateTemplate(name, usage: .authority, begin: begin, end: end).issue(by: issuer?.pair)
    }

    /// Its certificate in PEM form, without those that issued it.
    var pem: [UInt8] {
        let text = String(decoding: pair.chain, as: UTF8.self)
        let mark = "-----END CERTIFICATE-----\n"
        return Array((text.split(separator: mark).first.map(String.init) ?? "").utf8) + Array(mark.utf8)
    }

    func server(_ names: String..., addresses: [String] = ["127.0.0.1"]) throws -> CertificatePair {
        var template = CertificateTemplate("server", usage: .server, begin: begin, end: end)
        (template.names, template.addresses) = (names, addresses)
        return try template.issue(by: pair)
    }

    func client(_ name: String, groups: [String] = []) throws -> CertificatePair {
        var template = CertificateTemplate(name, usage: .client, begin: begin, end: end)
        template.organizations = groups
        return try template.issue(by: pair)
    }
}

extension CertificatePair {
    var keyBytes: [UInt8] { Array(key.reveal().utf8) }
}
