import CurlTransport
import FoundationEssentials

/// What a service answers at its root: the versions of its API.
enum VersionDocument {
    /// `{"versions": [{"id": "v2.0"}, …]}`, or with `{"values": […]}` between, as Keystone and old Barbicans have it.
    private struct Document: Decodable {
        struct Version: Decodable {
            var id: String
        }

        struct Values: Decodable {
            var values: [Version]
        }

        var ids: [String]

        private enum CodingKeys: String, CodingKey {
            case versions
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            let versions =
                if let values = try? container.decode(Values.self, forKey: .versions) {
                    values.values
                } else {
                    try container.decode([Version].self, forKey: .versions)
                }
            ids = versions.map(\.id)
        }
    }

    /// The ids of the versions, lowest first by number, whatever order they are listed in. Ids that are no versions are
    /// left out; `nil` if no version is left or the body is not such a document.
    static func versions(in body: [UInt8]) -> [String]? {
        guard let document = try? JSONDecoder().decode(Document.self, from: Data(body)) else { return nil }
        let versions = document.ids.compactMap { id in APIVersion(id).map { (id: id, number: $0) } }
        return versions.isEmpty ? nil : versions.sorted { $0.number < $1.number }.map(\.id)
    }

    /// The service has not told its versions.
    static func unreadable(_ response: HTTPResponse, _ service: ServiceType, _ call: Call) -> OpenStackError {
        let isAnswer = [200, 300].contains(response.status)
        var error = OpenStackError(response, to: call)
        if isAnswer { error.code = .invalidResponse }
        let answer = isAnswer ? "something else" : "HTTP \(response.status)"
        let remedy =
            service == .loadBalancer
            ? "If the cloud blocks it, set octavia-api-version in [LoadBalancer] to the newest version that Octavia has."
            : "Check the catalog's endpoint."
        error.message = "The \(service.rawValue) service was asked for its versions and answered \(answer). \(remedy)"
        return error
    }
}
