import Glibc

/// Loopback sockets.
enum Socket {
    struct Failure: Error {
        let code: Int32
    }

    /// A listening socket on 127.0.0.1 and its port.
    static func listen(backlog: Int32 = 1024) throws -> (socket: Int32, port: UInt16) {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        try check(socket)
        var (address, length) = (sockaddr_in(), socklen_t(MemoryLayout<sockaddr_in>.size))
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        try withUnsafeMutablePointer(to: &address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
                try check(bind(socket, general, length))
                try check(Glibc.listen(socket, backlog))
                try check(getsockname(socket, general, &length))
            }
        }
        return (socket, UInt16(bigEndian: address.sin_port))
    }

    static func check(_ result: Int32) throws {
        guard result >= 0 else { throw Failure(code: errno) }
    }
}
