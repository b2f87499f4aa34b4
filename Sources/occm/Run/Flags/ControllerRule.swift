import KeystoneAuth

/// A controller of a cloud-controller-manager.
enum Controller: String, CaseIterable, Sendable {
    case node = "cloud-node-controller"
    case nodeLifecycle = "cloud-node-lifecycle-controller"
    case service = "service-lb-controller"
    case route = "node-route-controller"

    /// What it was called before Kubernetes 1.27; manifests still say so.
    var alias: String {
        switch self {
        case .node: "cloud-node"
        case .nodeLifecycle: "cloud-node-lifecycle"
        case .service: "service"
        case .route: "route"
        }
    }

    /// The controller of that name or alias.
    init?(named name: String) {
        guard let known = Self.allCases.first(where: { $0.rawValue == name || $0.alias == name }) else { return nil }
        self = known
    }
}

/// One item of `--controllers`: which controllers run (controller-manager/app `IsControllerEnabled`).
enum ControllerRule: Sendable, Hashable {
    /// Every controller that no other item is about.
    case all
    /// This controller runs.
    case on(Controller)
    /// This controller does not.
    case off(Controller)
}

extension [ControllerRule] {
    /// Whether a controller runs: the first item about it decides.
    func runs(_ controller: Controller) -> Bool {
        for rule in self where rule == .on(controller) || rule == .off(controller) { return rule == .on(controller) }
        return contains(.all)
    }
}

extension ControllerRule: FlagItem {
    static let placeholder = "names"

    init(item text: String) throws(FlagMismatch) {
        let name = text.hasPrefix("-") ? String(text.dropFirst()) : text
        if text == "*" {
            self = .all
        } else if let controller = Controller(named: name) {
            self = text.hasPrefix("-") ? .off(controller) : .on(controller)
        } else {
            var suggestion = Suggestion()
            let known = Controller.allCases.map(\.alias)
            let guess = suggestion.question(name, among: known + Controller.allCases.map(\.rawValue))
            throw .expected("*, or names out of \(known.joined(separator: ", ")), not \"\(name)\"\(guess)")
        }
    }

    var shown: String {
        switch self {
        case .all: "*"
        case .on(let controller): controller.alias
        case .off(let controller): "-\(controller.alias)"
        }
    }
}
