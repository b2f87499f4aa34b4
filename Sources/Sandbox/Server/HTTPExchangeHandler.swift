import NIOCore
import NIOHTTP1

/// Collects one request after the other from a connection and writes what the sandbox answers.
final class HTTPExchangeHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let respond: @Sendable (IncomingRequest) -> Reply
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []
    private var stream: BodyStream?

    /// Creates the handler of one connection.
    init(respond: @escaping @Sendable (IncomingRequest) -> Reply) { self.respond = respond }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body.removeAll(keepingCapacity: true)
            guard head.headers.contains(name: "Expect") else { return }
            let goOn = HTTPResponseHead(version: head.version, status: .continue)
            context.writeAndFlush(wrapOutboundOut(.head(goOn)), promise: nil)
        case .body(let buffer):
            body.append(contentsOf: buffer.readableBytesView)
        case .end:
            guard let head else { return }
            finish(head, context: context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        stream?.close()
        stream = nil
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func finish(_ head: HTTPRequestHead, context: ChannelHandlerContext) {
        let request = IncomingRequest(
            method: head.method.rawValue,
            target: head.uri,
            headers: head.headers.map { ($0.name, $0.value) },
            body: body
        )
        let reply = respond(request)
        guard reply.delay > .zero else { return end(reply.ending, of: head, context: context) }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: TimeAmount(reply.delay)) {
            let (handler, context) = bound.value
            guard context.channel.isActive else { return reply.abandon() }
            handler.end(reply.ending, of: head, context: context)
        }
    }

    private func end(_ ending: Reply.Ending, of head: HTTPRequestHead, context: ChannelHandlerContext) {
        switch ending {
        case .answer(let response):
            write(response, bytes: response.body[...], of: head, context: context)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            if !head.isKeepAlive { context.close(promise: nil) }
        case .truncated(let response):
            write(response, bytes: response.body.prefix(response.body.count / 2), of: head, context: context)
            context.flush()
            context.close(promise: nil)
        case .hangUp:
            context.close(promise: nil)
        case .stream(let response, let stream):
            begin(stream, with: response, of: head, context: context)
        case .silence:
            break
        }
    }

    private func begin(
        _ stream: BodyStream,
        with response: SandboxResponse,
        of head: HTTPRequestHead,
        context: ChannelHandlerContext
    ) {
        let status = HTTPResponseStatus(statusCode: response.status)
        let answer = HTTPResponseHead(version: .http1_1, status: status, headers: HTTPHeaders(response.headers))
        context.writeAndFlush(wrapOutboundOut(.head(answer)), promise: nil)
        self.stream = stream
        let (bound, loop) = (NIOLoopBound((self, context), eventLoop: context.eventLoop), context.eventLoop)
        let keepAlive = head.isKeepAlive
        stream.attach {
            loop.execute {
                let (handler, context) = bound.value
                handler.pass(on: stream, keepAlive: keepAlive, context: context)
            }
        }
    }

    private func pass(on stream: BodyStream, keepAlive: Bool, context: ChannelHandlerContext) {
        guard self.stream === stream else { return }
        for signal in stream.takeWaiting() {
            switch signal {
            case .bytes(let bytes):
                context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
            case .end:
                self.stream = nil
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
                if !keepAlive { context.close(promise: nil) }
            case .breakOff:
                context.flush()
                return context.close(promise: nil)
            }
        }
        context.flush()
    }

    private func write(
        _ response: SandboxResponse,
        bytes: ArraySlice<UInt8>,
        of head: HTTPRequestHead,
        context: ChannelHandlerContext
    ) {
        var headers = HTTPHeaders(response.headers)
        if response.status != 204 { headers.add(name: "Content-Length", value: String(response.body.count)) }
        if !head.isKeepAlive { headers.add(name: "Connection", value: "close") }
        let status = HTTPResponseStatus(statusCode: response.status)
        let answer = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
        context.write(wrapOutboundOut(.head(answer)), promise: nil)
        guard !bytes.isEmpty, head.method != .HEAD, response.status != 204 else { return }
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
    }
}
