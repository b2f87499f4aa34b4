extension ClusterAccess {
    /// Where requests go and where connections lead: the same, unless the certificate is for another name. Then that name
    /// stands in the URL, and connections are led to the server.
    var route: (url: String, connectTo: [String]) {
        guard let tlsServerName, let end = server.firstRange(of: "://")?.upperBound else { return (server, []) }
        let rest = server[end...]
        let authority = rest.prefix { $0 != "/" }
        let path = rest.dropFirst(authority.count)
        // The last colon is the port's, unless it belongs to an IPv6 address in brackets.
        let bracket = authority.lastIndex(of: "]") ?? authority.startIndex
        let colon = authority[bracket...].lastIndex(of: ":")
        let host = colon.map { authority[..<$0] } ?? authority
        let port = colon.map { authority[authority.index(after: $0)...] } ?? (server.hasPrefix("https:") ? "443" : "80")
        return ("\(server[..<end])\(tlsServerName):\(port)\(path)", ["\(tlsServerName):\(port):\(host):\(port)"])
    }
}
