import KeystoneAuth

extension Request {
    /// The request, refused by Neutron (412) if the object has another revision by now (extension `revision-if-match`).
    func onlyIf(revision: Int?) -> Self {
        var request = self
        request.call.ifMatch = revision.map { "revision_number=\($0)" }
        return request
    }
}
