import CCurl

/// Why an exchange ended without a whole response, before it is known what that means to the caller.
enum ExchangeFailure: Hashable {
    /// libcurl gave up; the detail is its own text.
    case curl(CURLcode, detail: String)
    /// The body is larger than the request allows.
    case tooLarge(limit: Int)
    /// The response is not what HTTP or this transport allows.
    case invalid(String)
    /// The task was cancelled, or the body is no longer wanted.
    case cancelled
    /// The transport was shut down.
    case shutDown
}

extension ExchangeFailure {
    /// The error that the caller gets.
    ///
    /// One law: a mutation that was sent ends as `.outcomeUnknown`, or as `.cancelled` where the caller asked for that.
    func error(method: HTTPMethod, wasSent: Bool, target: String) -> TransportError {
        let mayHaveActed = wasSent && !method.isSafe
        if self == .cancelled {
            let warning = mayHaveActed ? " The request was sent: whether the server acted is not known." : ""
            return TransportError(.cancelled, "The task was cancelled.\(warning)", target: target)
        }
        if mayHaveActed {
            let message = "The request was sent but its answer was lost (\(cause)); look whether the server acted."
            return TransportError(.outcomeUnknown, message, target: target)
        }
        let code = wasSent ? codeAfterSending : codeBeforeSending
        return TransportError(code, code.sentence(cause), target: target)
    }

    private var codeBeforeSending: TransportError.Code {
        switch self {
        case .curl(let code, _): TransportError.Code(beforeSending: code)
        default: codeAfterSending
        }
    }

    private var codeAfterSending: TransportError.Code {
        switch self {
        case .curl(CURLE_OPERATION_TIMEDOUT, _): .timeout
        case .curl(CURLE_WEIRD_SERVER_REPLY, _), .curl(CURLE_UNSUPPORTED_PROTOCOL, _), .invalid: .invalid
        case .curl: .aborted
        case .tooLarge: .tooLarge
        case .cancelled, .shutDown: .cancelled
        }
    }

    private var cause: String {
        switch self {
        case .curl(CURLE_ABORTED_BY_CALLBACK, _), .curl(CURLE_SEND_FAIL_REWIND, _): "the connection was closed"
        case .curl(_, let detail): Redaction.redact(detail)
        case .tooLarge(let limit): "the response is larger than \(limit) bytes"
        case .invalid(let reason): reason
        case .cancelled: "cancelled"
        case .shutDown: "the transport was shut down"
        }
    }
}

extension TransportError.Code {
    /// What a libcurl failure means when no byte of the request was sent.
    fileprivate init(beforeSending code: CURLcode) {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            self = .resolve
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED, CURLE_SSL_ENGINE_INITFAILED,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT:
            self = .tls
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_FUNCTION_ARGUMENT, CURLE_UNKNOWN_OPTION,
            CURLE_NOT_BUILT_IN:
            self = .invalid
        default:
            self = .connect
        }
    }

    /// The cause in a sentence that says what to do.
    fileprivate func sentence(_ cause: String) -> String {
        switch self {
        case .resolve: "The host name could not be resolved (\(cause)); check the URL and the name servers."
        case .connect: "No connection could be made (\(cause)); check the address, the network and the proxy."
        case .tls: "TLS failed (\(cause)); check the CA file, the client certificate and the host name."
        case .timeout: "The time limit passed (\(cause)); try again or allow more time."
        case .aborted: "The connection ended before the whole response was there (\(cause)); it may be sent again."
        case .tooLarge: "\(cause.capitalizedFirst); ask for less at once."
        case .invalid: "The request or its response is not valid HTTP (\(cause)); check the URL."
        case .outcomeUnknown, .cancelled: "The request was given up: \(cause)."
        }
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
