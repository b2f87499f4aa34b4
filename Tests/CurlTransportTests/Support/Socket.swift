import Glibc

/// Loopback sockets.
enum Socket {
    struct Failure: Error {
        let code: Int32
    }

    /// A listening socket on 127.0.0.1 and its port.
    static func listen(backlog: Int32 = 1024) throws -> (socket: Int32, port: UInt16) {
        let socket = try open()
        let port = try withLoopback(port: 0) { address, length in
            try check(bind(socket, address, length.pointee))
            try check(Glibc.listen(socket, backlog))
            try check(getsockname(socket, address, length))
        }
        return (socket, port)
    }

    /// A socket on its way to that port, whether or not it gets there.
    static func beginConnecting(to port: UInt16) throws -> Int32 {
        let socket = try open(flags: Int32(SOCK_NONBLOCK.rawValue))
        _ = try withLoopback(port: port) { address, length in _ = connect(socket, address, length.pointee) }
        return socket
    }

    /// Closes it, so that its port refuses connections.
    static func discard(_ socket: Int32) {
        close(socket)
    }

    static func check(_ result: Int32) throws {
        guard result >= 0 else { throw Failure(code: errno) }
    }

    private static func open(flags: Int32 = 0) throws -> Int32 {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | flags, 0)
        try check(socket)
        return socket
    }

    /// Calls the body with an address on 127.0.0.1 and returns the port that the address has afterwards.
    private static func withLoopback(
        port: UInt16,
        _ body: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) throws -> Void
    ) throws -> UInt16 {
        var (address, length) = (sockaddr_in(), socklen_t(MemoryLayout<sockaddr_in>.size))
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        try withUnsafeMutablePointer(to: &address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { try body($0, &length) }
        }
        return UInt16(bigEndian: address.sin_port)
    }
}
