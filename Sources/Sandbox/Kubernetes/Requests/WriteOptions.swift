/// How a write is meant, after its query.
struct WriteOptions: Sendable {
    /// Whether unknown fields are refused instead of dropped.
    var isStrict = false
    /// Whether nothing is kept.
    var isDryRun = false
    /// Who applies.
    var fieldManager = ""

    /// Means what a write means that says nothing else.
    init() {}

    /// Reads a request's query.
    init(_ request: IncomingRequest) throws(APIFailure) {
        for item in request.query {
            switch item.name {
            case "fieldValidation": isStrict = item.value == "Strict"
            case "dryRun":
                guard item.value == "All" else {
                    let problem = FieldProblem.notSupported("dryRun", item.value, known: ["All"])
                    throw .invalid(nil, "", [problem])
                }
                isDryRun = true
            case "fieldManager": fieldManager = item.value
            default: break
            }
        }
    }
}

extension IncomingRequest {
    /// The first value of a query item; `nil` where it is not there or empty.
    func queryValue(_ name: String) -> String? {
        query.first { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value }
    }

    /// Whether a query item says yes.
    func queryFlag(_ name: String) -> Bool { ["1", "true"].contains(queryValue(name)?.lowercased()) }

    /// Whether the request opens a watch.
    var isWatch: Bool { method == "GET" && queryFlag("watch") }

    /// The media type of the body, without parameters.
    var mediaType: String {
        let value = header("Content-Type") ?? "application/json"
        return String(value.prefix { $0 != ";" && $0 != " " }).lowercased()
    }

    /// The body as a JSON object; 400 where it is none.
    func jsonBody() throws(APIFailure) -> JSONValue {
        do {
            let value = try JSONValue(parsing: body)
            guard value.objectValue != nil || value.arrayValue != nil else {
                throw APIFailure.badRequest("couldn't get version/kind; json parse error: expected an object")
            }
            return value
        } catch let failure as APIFailure {
            throw failure
        } catch {
            throw .badRequest("couldn't get version/kind; json parse error: \(error)")
        }
    }
}
