import Foundation
import Scenarios

/// A port of 127.0.0.1 that nobody listens on.
enum FreePort {
    /// Takes one and gives it back: the kernel hands out others before it comes round to this one again.
    static func find() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try require(descriptor >= 0, "there is no socket")
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
                bind(descriptor, general, length) == 0 ? getsockname(descriptor, general, &length) : -1
            }
        }
        try require(result == 0, "there is no free port")
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
