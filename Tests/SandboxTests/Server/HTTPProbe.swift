import NIOCore
import NIOPosix
import Testing

@testable import Sandbox

/// A bare TCP client: sends text, returns everything that comes back until the server closes.
enum HTTPProbe {
    static func exchange(_ text: String, with cloud: Sandbox) async throws -> String {
        try await exchange(text, at: cloud.url)
    }

    /// Sends text to a server; shows what has come so far whenever something comes.
    static func exchange(
        _ text: String,
        at url: String,
        _ received: (String) -> Void = { _ in }
    ) async throws -> String {
        let port = try #require(Int(url.split(separator: ":").last ?? ""))
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            var all = ByteBuffer()
            for try await part in inbound {
                all.writeImmutableBuffer(part)
                received(String(buffer: all))
            }
            return String(buffer: all)
        }
    }

    /// A request's text; the last one of a connection asks the server to close.
    static func request(
        _ method: String,
        _ target: String,
        token: String = "",
        body: String = "",
        close: Bool = true
    ) -> String {
        var head = "\(method) \(target) HTTP/1.1\r\nHost: cloud\r\nContent-Length: \(body.utf8.count)\r\n"
        if !token.isEmpty { head += "X-Auth-Token: \(token)\r\n" }
        if close { head += "Connection: close\r\n" }
        return head + "\r\n" + body
    }
}
