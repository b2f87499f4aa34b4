import Kubernetes
import Serving

/// What values of flags must fulfil beside their types.
enum FlagChecks {
    /// Accepts only numbers in the range.
    static func within(_ range: ClosedRange<Int>) -> FlagCheck<Int> {
        { value throws(FlagMismatch) in
            guard !range.contains(value) else { return }
            throw .expected("a number from \(range.lowerBound) to \(range.upperBound)")
        }
    }

    /// Accepts only numbers of at least one, as far as 32 bits go.
    static let atLeastOne = within(1...Int(Int32.max))

    /// Accepts only times that pass.
    static let positive: FlagCheck<Duration> = { value throws(FlagMismatch) in
        guard value <= .zero else { return }
        throw .expected("a duration of more than 0, such as 10s")
    }

    /// Accepts only this text.
    static func only(_ text: String, because reason: String) -> FlagCheck<String> {
        { value throws(FlagMismatch) in
            guard value != text else { return }
            throw .expected("\(text): \(reason)")
        }
    }

    /// Accepts only IP addresses.
    static let ipAddress: FlagCheck<String> = { value throws(FlagMismatch) in
        guard IPAddress(value) == nil else { return }
        throw .expected("an IP address, such as 0.0.0.0 or ::")
    }

    /// Accepts only cipher suites that Go has a name for.
    static let cipherSuites: FlagCheck<[String]> = { names throws(FlagMismatch) in
        do throws(ServingError) {
            _ = try CipherSuites(names: names)
        } catch {
            // The sentence begins with the flag, which the problem names already.
            throw FlagMismatch(message: String(error.message.trimmingPrefix("--tls-cipher-suites ")))
        }
    }

    /// Accepts only what can follow `occm-cluster=` in a tag of Octavia and Neutron: a tag has at most 60 characters and
    /// no comma.
    static let tagText: FlagCheck<String?> = { value throws(FlagMismatch) in
        guard let value else { return }
        let isPrintable = value.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ",") }
        guard value.utf8.count > 47 || !isPrintable else { return }
        throw .expected("a uid: at most 47 characters, without blanks and commas")
    }

    /// Accepts only what Kubernetes takes as `spec.loadBalancerClass`: a name, perhaps after a domain and a slash.
    static let className: FlagCheck<String?> = { value throws(FlagMismatch) in
        guard let value else { return }
        let parts = value.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count > 2 || !parts.allSatisfy(isName) || parts[parts.count - 1].utf8.count > 63 else { return }
        throw .expected("a class such as openstack or example.com/internal")
    }

    /// Letters, digits and, not at the ends, `-`, `_` and `.`.
    private static func isName(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last else { return false }
        return isAlphanumeric(first) && isAlphanumeric(last)
            && text.utf8.allSatisfy { isAlphanumeric($0) || "-_.".utf8.contains($0) }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }
}
