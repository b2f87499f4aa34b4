import Glibc

/// A request as the server read it.
struct ReceivedRequest: Sendable, Hashable {
    var line: String
    var headers: [String]
    var body: [UInt8]

    /// The value of the first header field of that name, case ignored.
    func header(_ name: String) -> String? {
        headers.first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
            .map { String($0.dropFirst(name.count + 1).drop { $0 == " " }) }
    }
}

/// The server's end of one connection: blocking reads and writes.
final class Connection {
    let socket: Int32
    private let note: (ReceivedRequest) -> Void
    private var pending: [UInt8] = []
    /// How many whole requests were read.
    private(set) var served = 0

    init(_ socket: Int32, note: @escaping (ReceivedRequest) -> Void) {
        self.socket = socket
        self.note = note
    }

    /// Reads and notes a whole request; `nil` if the client closed before it.
    func readRequest() throws -> ReceivedRequest? {
        guard var request = try readHead() else { return nil }
        let length = request.header("Content-Length").flatMap { Int($0) } ?? 0
        while pending.count < length { guard try fill() else { return nil } }
        request.body = Array(pending.prefix(length))
        pending.removeFirst(length)
        served += 1
        note(request)
        return request
    }

    /// Reads the request line and the header fields only, and notes nothing.
    func readHead() throws -> ReceivedRequest? {
        let end = Array("\r\n\r\n".utf8)
        while pending.firstRange(of: end) == nil { guard try fill() else { return nil } }
        guard let range = pending.firstRange(of: end) else { return nil }
        let lines = String(decoding: pending[..<range.lowerBound], as: UTF8.self).split(separator: "\r\n").map(
            String.init
        )
        pending.removeFirst(range.upperBound)
        return ReceivedRequest(line: lines.first ?? "", headers: Array(lines.dropFirst()), body: [])
    }

    /// Reads until the client closes.
    func waitForClose() throws {
        while try fill() {}
    }

    func write(_ text: String) throws {
        try write(Array(text.utf8))
    }

    func write(_ bytes: [UInt8]) throws {
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            try Socket.check(Int32(clamping: count))
            offset += count
        }
    }

    /// Makes the close that follows a reset instead of an orderly end.
    func resetOnClose() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    /// Lets the kernel hold little that the client did not take.
    func limitSendBuffer(to bytes: Int32) {
        var size = bytes
        setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }

    private func fill() throws -> Bool {
        let chunk = try [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
            count = recv(socket, buffer.baseAddress, buffer.count, 0)
            try Socket.check(Int32(clamping: count))
        }
        pending += chunk
        return !chunk.isEmpty
    }
}
