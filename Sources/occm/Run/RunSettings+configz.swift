import FoundationEssentials

extension RunSettings {
    /// What `/configz` shows: every flag with the value that is in use, as JSON.
    var configz: [UInt8] {
        let flags = RunFlags.groups.flatMap(\.flags).map { ($0.name, $0.shown(self)) }
        let values = Dictionary(flags) { first, _ in first }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        // Texts by texts can always be encoded.
        return Array((try? encoder.encode(["occm": values])) ?? Data())
    }
}
