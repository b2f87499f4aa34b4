/// The two kinds that are questions: whose a token is, and what its owner may do.
enum Reviews {
    /// The answer to a review; `nil` where the kind is none.
    static func answer(
        to review: JSONValue,
        _ resource: APIResource,
        _ settings: KubernetesSettings
    ) -> SandboxResponse? {
        var answer = review
        answer["kind"] = .string(resource.kind)
        answer["apiVersion"] = .string(resource.apiVersion)
        switch resource.kind {
        case "TokenReview":
            answer["status"] = status(ofToken: review["spec", "token"]?.stringValue ?? "", settings)
            answer["spec", "token"] = nil
        case "SubjectAccessReview":
            let names =
                [review["spec", "user"]].compactMap { $0?.stringValue }
                + review.list("spec", "groups").compactMap(\.stringValue)
            answer["status"] =
                names.contains(where: settings.allowed.contains)
                ? ["allowed": true, "reason": "allowed by the sandbox's settings"] : ["allowed": false]
        default: return nil
        }
        return SandboxResponse(status: 201, json: answer)
    }

    private static func status(ofToken token: String, _ settings: KubernetesSettings) -> JSONValue {
        guard let owner = settings.tokens[token] else {
            return ["user": [:], "error": "[invalid bearer token, unknown]"]
        }
        let user: JSONValue = ["username": .string(owner.user), "groups": .strings(owner.groups)]
        return ["authenticated": true, "user": user]
    }
}
