import CCurl

/// The system's libcurl as a whole.
enum Library {
    /// Why it can't be used, or `nil`. Initialises it, once, when first asked.
    static let problem: String? = {
        guard curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK else { return "libcurl could not be initialised." }
        let features = curl_version_info(CURLVERSION_FIRST).pointee.features
        for (feature, name) in [(CURL_VERSION_SSL, "TLS"), (CURL_VERSION_ASYNCHDNS, "asynchronous name lookup")] {
            guard features & feature != 0 else {
                return "The system's libcurl was built without \(name); install the distribution's own libcurl4."
            }
        }
        return nil
    }()
}
