import CCurl
import Glibc

extension Transfer {
    /// Sets every option that the exchange needs.
    func configure(_ configuration: CurlTransport.Configuration) throws(CurlFailure) {
        try setCallbacks()
        try setRules()
        try setConnection(configuration)
        try set(configuration.proxy)
        try set(exchange.tls)
        try set(exchange.request, userAgent: configuration.userAgent)
    }

    private func setRules() throws(CurlFailure) {
        try set(CURLOPT_PROTOCOLS_STR, "http,https")
        try set(CURLOPT_FOLLOWLOCATION, 0)
        // A paused HTTP/2 stream buffers far beyond any bound of ours, and one dead connection would end every watch.
        try set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    }

    private func setConnection(_ configuration: CurlTransport.Configuration) throws(CurlFailure) {
        try set(CURLOPT_CONNECTTIMEOUT_MS, configuration.connectTimeout.wholeMilliseconds)
        try set(CURLOPT_TCP_KEEPALIVE, 1)
        try set(CURLOPT_TCP_KEEPIDLE, 30)
        try set(CURLOPT_TCP_KEEPINTVL, 10)
        for route in configuration.connectTo { try Self.append(route, to: &routes) }
        if routes != nil { try check(curl_easy_set_pointer(easy, CURLOPT_CONNECT_TO, routes)) }
        // An older library does not know the option: then a cancelled lookup holds the loop up, as it always did there.
        _ = curl_easy_set_quick_exit(easy, configuration.abandonsLookups ? 1 : 0)
    }

    private func set(_ proxy: CurlTransport.Proxy) throws(CurlFailure) {
        switch proxy {
        case .environment:
            break
        case .none:
            try set(CURLOPT_PROXY, "")
        case .url(let url, let exceptions):
            try set(CURLOPT_PROXY, url)
            try set(CURLOPT_NOPROXY, exceptions)
        }
    }

    private func set(_ tls: CurlTransport.TLS) throws(CurlFailure) {
        if let authorities = tls.authorities {
            // Otherwise the system's folder of CAs stays trusted beside the given ones.
            try check(curl_easy_set_string(easy, CURLOPT_CAPATH, nil))
            try set(CURLOPT_CAINFO_BLOB, authorities)
            try set(CURLOPT_PROXY_CAINFO_BLOB, authorities)
        }
        if let certificate = tls.certificate { try set(CURLOPT_SSLCERT_BLOB, certificate) }
        if let key = tls.key { try set(CURLOPT_SSLKEY_BLOB, key) }
        if !tls.verifiesServer {
            try set(CURLOPT_SSL_VERIFYPEER, 0)
            try set(CURLOPT_SSL_VERIFYHOST, 0)
        }
    }

    private func set(_ request: HTTPRequest, userAgent: String) throws(CurlFailure) {
        try set(CURLOPT_URL, request.url)
        try set(CURLOPT_USERAGENT, userAgent)
        if let timeout = request.timeout { try set(CURLOPT_TIMEOUT_MS, timeout.wholeMilliseconds) }
        try setMethod(of: request)
        // libcurl would wait up to a second for "100 Continue" before it sends a large body.
        try Self.append("Expect:", to: &requestHeaders)
        for field in request.headers.fields {
            let line = field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)"
            try Self.append(line, to: &requestHeaders)
        }
        try check(curl_easy_set_pointer(easy, CURLOPT_HTTPHEADER, requestHeaders))
    }

    /// A body goes through the read callback, which can't rewind: libcurl can't send it again by itself. A mutation
    /// without a body gets a fresh connection, because libcurl sends again only what a reused one swallowed.
    private func setMethod(of request: HTTPRequest) throws(CurlFailure) {
        let expectsBody = [.post, .put, .patch].contains(request.method)
        if request.method == .head {
            try set(CURLOPT_NOBODY, 1)
        } else if expectsBody || request.body != nil {
            try set(CURLOPT_UPLOAD, 1)
            try check(curl_easy_set_offset(easy, CURLOPT_INFILESIZE_LARGE, curl_off_t(request.body?.count ?? 0)))
        }
        try set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        if !request.method.isSafe && (request.body ?? []).isEmpty { try set(CURLOPT_FRESH_CONNECT, 1) }
    }

    private static func append(
        _ text: String,
        to list: inout UnsafeMutablePointer<curl_slist>?
    ) throws(CurlFailure) {
        guard let longer = curl_slist_append(list, text) else { throw CurlFailure(code: CURLE_OUT_OF_MEMORY) }
        list = longer
    }

    private func set(_ option: CURLoption, _ value: Int) throws(CurlFailure) {
        try check(curl_easy_set_long(easy, option, value))
    }

    private func set(_ option: CURLoption, _ value: String) throws(CurlFailure) {
        try check(curl_easy_set_string(easy, option, value))
    }

    private func set(_ option: CURLoption, _ pem: PEM) throws(CurlFailure) {
        try check(curl_easy_set_blob(easy, option, pem.bytes, pem.bytes.count))
    }

    func check(_ code: CURLcode) throws(CurlFailure) {
        guard code == CURLE_OK else { throw CurlFailure(code: code) }
    }
}

extension Duration {
    /// Milliseconds as libcurl takes them: rounded up, at least 1 (0 would mean no limit), at most what an `int` holds.
    var wholeMilliseconds: Int {
        guard self < .milliseconds(Int64(Int32.max)) else { return Int(Int32.max) }
        let (seconds, attoseconds) = components
        return max(1, Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
    }
}
