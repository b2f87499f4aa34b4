import Foundation
import Glibc
import Synchronization

/// A server on 127.0.0.1 that answers each request line with the pieces of a script, each a chunk of the body.
final class LoopbackAPI: Sendable {
    /// What a request is answered with.
    enum Piece: Sendable {
        case text(String)
        /// Waits until the test opens the gate.
        case gate(DispatchSemaphore)
        /// Breaks the connection.
        case reset
    }

    /// Gets a request line and its number, counted from 0.
    typealias Script = @Sendable (_ line: String, _ number: Int) -> [Piece]

    private let listener: Int32
    private let lines = Mutex<[String]>([])
    let port: UInt16

    init(_ script: @escaping Script) throws {
        (listener, port) = try Self.listen()
        Thread.detachNewThread { self.accept(script) }
    }

    var url: String { "http://127.0.0.1:\(port)" }
    var requests: [String] { lines.withLock(\.self) }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private func accept(_ script: @escaping Script) {
        while true {
            let socket = Glibc.accept(listener, nil, nil)
            guard socket >= 0 else { break }
            Thread.detachNewThread {
                self.serve(socket, script)
                close(socket)
            }
        }
        close(listener)
    }

    private func serve(_ socket: Int32, _ script: Script) {
        while let line = Self.readHead(socket) {
            let number = lines.withLock { lines in
                lines.append(line)
                return lines.count - 1
            }
            Self.write(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            for piece in script(line, number) {
                switch piece {
                case .text(let text): Self.write(socket, "\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n")
                case .gate(let gate): gate.wait()
                case .reset: return
                }
            }
            Self.write(socket, "0\r\n\r\n")
        }
    }

    /// Reads a request without a body and returns its first line.
    private static func readHead(_ socket: Int32) -> String? {
        var head = ""
        while !head.hasSuffix("\r\n\r\n") {
            var byte: UInt8 = 0
            guard recv(socket, &byte, 1, 0) == 1 else { return nil }
            head.unicodeScalars.append(Unicode.Scalar(byte))
        }
        return head.components(separatedBy: " HTTP/1.1\r\n").first
    }

    private static func write(_ socket: Int32, _ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    private static func listen() throws -> (Int32, UInt16) {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var (address, length) = (sockaddr_in(), socklen_t(MemoryLayout<sockaddr_in>.size))
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && Glibc.listen(socket, 64) == 0 && getsockname(socket, $0, &length) == 0
            }
        }
        guard isListening else { throw POSIXError(.EADDRNOTAVAIL) }
        return (socket, UInt16(bigEndian: address.sin_port))
    }
}
