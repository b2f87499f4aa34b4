import NIOCore
import NIOHTTP1
import NIOSSL

/// One connection: request, answer, request, answer.
struct Connection: Sendable {
    typealias Wire = NIOAsyncChannel<HTTPServerRequestPart, HTTPPart<HTTPResponseHead, ByteBuffer>>
    private typealias Writer = NIOAsyncChannelOutboundWriter<HTTPPart<HTTPResponseHead, ByteBuffer>>

    let wire: Wire
    /// What the client has shown of itself in the handshake.
    let certificates: PresentedCertificates
    let limits: ConnectionLimits
    let connections: OpenConnections
    let chain: HandlerChain

    /// Serves until the client, the deadline or the server closes the connection.
    func serve() async {
        // How a connection ends is nobody's concern: clients go away at any time.
        try? await wire.executeThenClose { requests, answers in
            var head: HTTPRequestHead?
            var bodyBytes = 0
            for try await part in requests {
                switch part {
                case .head(let next): (head, bodyBytes) = (next, 0)
                case .body(let bytes):
                    bodyBytes += bytes.readableBytes
                    guard bodyBytes <= limits.bodyBytes else { return try await refuseBody(head, answers) }
                case .end:
                    guard let head else { return }
                    guard try await serve(head, answers) else { return }
                }
            }
        }
    }

    /// Answers one request. Returns whether another one may follow.
    private func serve(_ head: HTTPRequestHead, _ answers: Writer) async throws -> Bool {
        connections.begin(wire.channel)
        let request = IncomingRequest(
            method: head.method.rawValue,
            target: head.uri,
            headers: head.headers.map { ($0.name, $0.value) },
            certificates: certificates.chain
        )
        let answer = await chain.answer(request)
        let isLast = !head.isKeepAlive || connections.isDraining
        try await write(answer, to: head, isLast: isLast, answers)
        return connections.end(wire.channel) && !isLast
    }

    private func refuseBody(_ head: HTTPRequestHead?, _ answers: Writer) async throws {
        guard let head else { return }
        try await write(.text("Request Entity Too Large\n", status: 413), to: head, isLast: true, answers)
    }

    private func write(
        _ answer: Answer,
        to request: HTTPRequestHead,
        isLast: Bool,
        _ answers: Writer
    ) async throws {
        var headers: HTTPHeaders = [
            "Cache-Control": "no-cache, private", "Content-Type": answer.contentType,
            "Content-Length": String(answer.body.count), "X-Content-Type-Options": "nosniff",
        ]
        if let allow = answer.allow { headers.add(name: "Allow", value: allow) }
        if isLast { headers.add(name: "Connection", value: "close") }
        let status = HTTPResponseStatus(statusCode: answer.status)
        try await answers.write(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers)))
        if request.method != .HEAD { try await answers.write(.body(ByteBuffer(bytes: answer.body))) }
        try await answers.write(.end(nil))
    }
}
