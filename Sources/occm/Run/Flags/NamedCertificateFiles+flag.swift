import Serving

extension NamedCertificateFiles: FlagItem {
    static let placeholder = "files"
    static let separator: Character? = ";"

    init(item text: String) throws(FlagMismatch) {
        do throws(ServingError) {
            try self.init(flag: text)
        } catch {
            throw .expected("certificate,key or certificate,key:name,name")
        }
    }

    var shown: String {
        "\(files.certificate),\(files.key)" + (names.isEmpty ? "" : ":" + names.joined(separator: ","))
    }
}
