import CurlTransport
import Glibc

/// Throw-away certificates in a folder of their own, made by the `openssl` command.
struct Certificates {
    /// Where `ca`, `other-ca`, `server` and `client` lie, each as `.pem` and `.key`.
    let folder: String

    init() throws {
        var template = Array("/tmp/occm-tls-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw Socket.Failure(code: errno) }
        folder = String(cString: made)
        try issue("ca")
        try issue("other-ca")
        try issue("server", by: "ca", names: "IP:127.0.0.1")
        try issue("client", by: "ca", names: "DNS:client")
        try issue("elsewhere", by: "ca", names: "DNS:elsewhere.test")
    }

    /// Removes the folder.
    func remove() throws {
        try Command.run("rm", "-rf", folder)
    }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    func pem(_ name: String) throws -> PEM { try PEM(contentsOf: path(name)) }

    private func issue(_ name: String, by issuer: String? = nil, names: String? = nil) throws {
        var arguments = ["openssl", "req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=occm \(name)"]
        arguments += ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
        arguments += ["-keyout", path("\(name).key"), "-out", path("\(name).pem")]
        if let issuer, let names {
            arguments += ["-CA", path("\(issuer).pem"), "-CAkey", path("\(issuer).key")]
            arguments += ["-addext", "subjectAltName=\(names)", "-addext", "basicConstraints=critical,CA:false"]
        }
        try Command.run(arguments)
    }
}
