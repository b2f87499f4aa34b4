#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Ends the process when one input takes more than a second of processor time: time that other processes take on a busy
/// machine does not count.
enum Watchdog {
    /// Gives the current input a second from now on.
    static func start() { set(seconds: 1) }

    /// Lets the process live.
    static func stop() { set(seconds: 0) }

    /// `ITIMER_PROF`, which Glibc declares as an enumeration that its own function does not take.
    private static let processorTime: CInt = 2

    private static func set(seconds: Int) {
        var timer = itimerval()
        timer.it_value.tv_sec = seconds
        setitimer(processorTime, &timer, nil)
    }
}

/// Tells the parent process which input is being parsed: it outlives a crash.
struct ProgressFile {
    private let descriptor: CInt

    init(path: String) throws {
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard descriptor >= 0 else { throw FileError(path: path, number: errno) }
    }

    /// Writes the index, eight bytes in little-endian order.
    func record(_ index: UInt64) {
        withUnsafeBytes(of: index.littleEndian) { _ = pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }
}

/// Where the parent process reads.
enum StandardOutput {
    /// Writes all bytes.
    static func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            guard written > 0 else { throw FileError(path: "standard output", number: errno) }
            rest = rest.dropFirst(written)
        }
    }
}

struct FileError: Error, CustomStringConvertible {
    var path: String
    var number: CInt
    var description: String { "\(path): \(String(cString: strerror(number)))" }
}
