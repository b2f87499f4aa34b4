import CCurl
import Glibc

extension Transfer {
    /// Tells libcurl which functions to call, with this transfer as their context.
    func setCallbacks() throws(CurlFailure) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        for option in [CURLOPT_PRIVATE, CURLOPT_HEADERDATA, CURLOPT_WRITEDATA, CURLOPT_READDATA, CURLOPT_PREREQDATA] {
            try check(curl_easy_set_pointer(easy, option, context))
        }
        try check(curl_easy_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText))
        try check(curl_easy_set_write(easy, CURLOPT_HEADERFUNCTION, onHeaderLine))
        try check(curl_easy_set_write(easy, CURLOPT_WRITEFUNCTION, onBody))
        try check(curl_easy_set_read(easy, onBodyWanted))
        try check(curl_easy_set_prereq(easy, onRequest))
        try check(curl_easy_set_sockopt(easy, onSocket))
    }
}

private func onHeaderLine(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context else { return 0 }
    let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return Transfer.from(context).receive(headerLine: line) ? line.count : 0
}

private func onBody(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context else { return 0 }
    let chunk = UnsafeRawBufferPointer(start: bytes, count: size * count)
    switch Transfer.from(context).exchange.receive(body: chunk) {
    case .taken: return chunk.count
    case .paused: return Int(CURL_WRITEFUNC_PAUSE)
    // Any other count than the chunk's ends the transfer; an empty chunk's count is 0.
    case .refused: return chunk.isEmpty ? 1 : 0
    }
}

private func onBodyWanted(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context else { return Int(CURL_READFUNC_ABORT) }
    return Transfer.from(context).provideBody(UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
}

/// libcurl calls this each time that it is about to write the request to a connection, its own repetitions included.
private func onRequest(
    _ context: UnsafeMutableRawPointer?,
    _ remoteAddress: UnsafeMutablePointer<CChar>?,
    _ localAddress: UnsafeMutablePointer<CChar>?,
    _ remotePort: Int32,
    _ localPort: Int32
) -> Int32 {
    guard let context, Transfer.from(context).exchange.send() else { return Int32(CURL_PREREQFUNC_ABORT) }
    return Int32(CURL_PREREQFUNC_OK)
}

/// What libcurl has no option for in the versions at hand: three keepalive probes, and no inheritance by child
/// processes.
private func onSocket(
    _ context: UnsafeMutableRawPointer?,
    _ socket: curl_socket_t,
    _ purpose: curlsocktype
) -> Int32 {
    var probes: Int32 = 3
    setsockopt(socket, Int32(IPPROTO_TCP), TCP_KEEPCNT, &probes, socklen_t(MemoryLayout<Int32>.size))
    _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
    return CURL_SOCKOPT_OK
}
