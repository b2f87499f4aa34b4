import CloudProvider
import Kubernetes

/// What a command does with each Service of a cluster, by the rules that the controller goes by. Pure.
struct ServiceTriage {
    /// What should be true, by namespace and name.
    private(set) var items: [ServiceInput.Item] = []
    /// Services that are left alone, and why: `shop/web (class example.com/lb)`.
    private(set) var skipped: [String] = []
    /// What is wrong with Services that were named.
    private(set) var problems: [String] = []

    private let rules: ServiceRules

    /// Sorts Services.
    ///
    /// - Parameters:
    ///   - areNamed: Whether a user asked for exactly these, so that none may be left out silently.
    ///   - served: What should be true of a Service that wants a load balancer.
    init(_ services: [Service], rules: ServiceRules, areNamed: Bool, served: LoadBalancerWish) {
        self.rules = rules
        for service in services.sorted(by: { $0.key < $1.key }) {
            switch rules.need(of: service, wasServed: false) {
            case .served: items.append(.init(service: service, wish: served))
            case .released: items.append(.init(service: service, wish: .absent))
            case .nothing: leave(service, isNamed: areNamed)
            }
        }
    }

    /// Says that only one type has load balancers.
    static func isNoLoadBalancer(_ service: Service) -> String {
        "Service \(service.key) has type \(service.spec.type.rawValue); "
            + "only spec.type: LoadBalancer has a load balancer"
    }

    private mutating func leave(_ service: Service, isNamed: Bool) {
        guard service.spec.type == .loadBalancer else {
            if isNamed { problems.append(Self.isNoLoadBalancer(service)) }
            return
        }
        if rules.wants(service) {
            skipped.append("\(service.key) (being deleted, and nothing of ours keeps it)")
        } else if let name = service.spec.loadBalancerClass, isNamed {
            problems.append(
                "Service \(service.key) has the load-balancer class \(name), which is not occm's; "
                    + "if occm run serves that class, give --load-balancer-class \(name)"
            )
        } else {
            skipped.append("\(service.key) (\(service.spec.loadBalancerClass.map { "class \($0)" } ?? "no class"))")
        }
    }
}
