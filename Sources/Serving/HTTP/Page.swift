/// Something that can be read at a path.
public struct Page: Sendable {
    let answer: @Sendable (IncomingRequest) async -> Answer

    /// Creates a page. What is answered must not depend on who asks: that was decided before.
    public init(_ answer: @escaping @Sendable (IncomingRequest) async -> Answer) {
        self.answer = answer
    }

    /// Metrics, rendered anew each time, in the Prometheus text format 0.0.4.
    public static func metrics(_ render: @escaping @Sendable () async -> String) -> Page {
        let contentType = "text/plain; version=0.0.4; charset=utf-8; escaping=underscores"
        return Page { _ in Answer(contentType: contentType, body: Array(await render().utf8)) }
    }

    /// A JSON text, rendered anew each time: `/configz`, `/version`.
    public static func json(_ render: @escaping @Sendable () async -> [UInt8]) -> Page {
        Page { _ in Answer(contentType: "application/json", body: await render()) }
    }
}
