import Kubernetes

extension ServiceController {
    /// After how many passes in a row that something newer stopped the next one goes on to its end: who changes all the
    /// time gets something, too.
    static var patience: Int { 2 }

    /// How a pass over a Service is supervised.
    func supervision(of key: ObjectKey, _ running: RunningPass) -> Supervision {
        var supervision = Supervision { [observer] in observer.note(.progressed(key, $0)) }
        // Who waits for the cloud lets others begin.
        supervision.waits = { running.turn.end() }
        if records[key].map({ $0.stops < Self.patience }) ?? true { supervision.mayGoOn = { running.isCurrent } }
        supervision.requireRecreation = { [breaker, services, options] in
            let served = services.objects.count { options.rules.wants($0) && $0.hasAddress }
            try breaker.admit("\(key)", of: served)
        }
        return supervision
    }
}

extension Service {
    /// Whether clients know an address of its load balancer.
    fileprivate var hasAddress: Bool { !status.loadBalancer.ingress.isEmpty }
}
