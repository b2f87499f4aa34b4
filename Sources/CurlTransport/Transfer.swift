import CCurl

/// One easy handle that carries one exchange. Lives on the event loop's thread.
///
/// Guarantees: owns the handle, its lists and its error text, and frees them.
final class Transfer {
    let exchange: Exchange
    let easy: UnsafeMutableRawPointer
    var requestHeaders: UnsafeMutablePointer<curl_slist>?
    var routes: UnsafeMutablePointer<curl_slist>?
    let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private var head = ResponseHead()
    private var bodyOffset = 0

    init(_ exchange: Exchange, _ configuration: CurlTransport.Configuration) throws(CurlFailure) {
        guard let easy = curl_easy_init() else { throw CurlFailure(code: CURLE_OUT_OF_MEMORY) }
        self.exchange = exchange
        self.easy = easy
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        try configure(configuration)
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_slist_free_all(requestHeaders)
        curl_slist_free_all(routes)
        errorText.deallocate()
    }

    func add(to multi: UnsafeMutableRawPointer) throws(CurlFailure) {
        let code = curl_multi_add_handle(multi, easy)
        guard code == CURLM_OK else {
            throw CurlFailure(code: CURLE_FAILED_INIT, detail: String(cString: curl_multi_strerror(code)))
        }
    }

    func remove(from multi: UnsafeMutableRawPointer) {
        curl_multi_remove_handle(multi, easy)
    }

    func unpause() {
        curl_easy_pause(easy, CURLPAUSE_CONT)
    }

    /// Why the exchange failed, from libcurl's result; `nil` if it did not.
    func failure(_ code: CURLcode) -> ExchangeFailure? {
        if code == CURLE_OK { return nil }
        let detail = String(cString: errorText)
        return .curl(code, detail: detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail)
    }
}

// MARK: - What libcurl calls

extension Transfer {
    /// The transfer of an easy handle that this target made.
    static func of(_ easy: UnsafeMutableRawPointer?) -> Transfer? {
        var context: UnsafeMutableRawPointer?
        curl_easy_get_pointer(easy, CURLINFO_PRIVATE, &context)
        return context.map(from)
    }

    /// The transfer whose context pointer libcurl hands back; the loop keeps it alive while libcurl has it.
    static func from(_ context: UnsafeMutableRawPointer) -> Transfer {
        Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    }

    /// Takes one header line, interim responses' and trailers' too.
    func receive(headerLine line: UnsafeRawBufferPointer) -> Bool {
        guard !head.isComplete else { return true }
        if let reason = head.read(line) {
            exchange.refuse(reason)
            return false
        }
        return !head.isComplete || exchange.receive(head) == .taken
    }

    /// Copies the next part of the request's body.
    func provideBody(_ space: UnsafeMutableRawBufferPointer) -> Int {
        guard let body = exchange.request.body else { return 0 }
        let part = body[bodyOffset...].prefix(space.count)
        space.copyBytes(from: part)
        bodyOffset += part.count
        return part.count
    }
}

/// Why libcurl would not take a request.
struct CurlFailure: Error {
    let code: CURLcode
    let detail: String

    init(code: CURLcode, detail: String? = nil) {
        self.code = code
        self.detail = detail ?? String(cString: curl_easy_strerror(code))
    }
}
