import CloudProvider
import Kubernetes

/// What the uses of flags come to. Pure.
struct RunReading {
    /// The settings; what could not be used left no trace in them.
    private(set) var settings = RunSettings()
    /// The names of the flags that were given.
    private(set) var given: Set<String> = []
    /// What can't be used; each a sentence with flag, value and what was expected.
    private(set) var problems: [String] = []
    /// What has no effect, each once.
    private(set) var notices: [RunNotice] = []

    /// Reads uses in their order.
    init(_ uses: [FlagScanner.Use]) {
        for use in uses { read(use) }
        nameObserverLease()
        problems += settings.problems
        noteAbsentFeatures()
    }

    private mutating func read(_ use: FlagScanner.Use) {
        let flag = use.flag
        let isFirst = given.insert(flag.name).inserted
        if isFirst, let reason = flag.idleReason {
            notices.append(RunNotice(flag: "--\(flag.name)", reason: reason))
        }
        do throws(FlagMismatch) {
            try flag.assign(&settings, use.text, isFirst)
        } catch {
            problems.append("--\(flag.name)=\(use.text): \(error.message)")
        }
    }

    /// One that only observes must not take the lease that the one that acts needs.
    private mutating func nameObserverLease() {
        guard settings.services.observesOnly else { return }
        if !given.contains(RunFlags.leaseNameFlag) {
            settings.election.leaseName = RunSettings.Election.observerLease
        } else if settings.election.isEnabled, settings.election.leaseName == RunSettings.Election.standardLease {
            problems.append(
                """
                --\(RunFlags.leaseNameFlag)=\(settings.election.leaseName): expected another name with --observe-only, \
                or none: this is the lease of the controller that acts
                """
            )
        }
    }

    private mutating func noteAbsentFeatures() {
        for gate in settings.featureGates {
            let flag = "--feature-gates=\(gate.shown)"
            notices.append(RunNotice(flag: flag, reason: "occm has no such feature to switch"))
        }
    }
}

extension RunSettings {
    /// What single values can't tell: those that do not go together.
    fileprivate var problems: [String] {
        [electionProblem, certificateProblem, classProblem].compactMap(\.self)
    }

    private var electionProblem: String? {
        let times = election.times
        guard election.isEnabled else { return nil }
        do throws(ElectionTimes.Problem) {
            _ = try ElectionTimes(
                leaseDuration: times.leaseDuration,
                renewDeadline: times.renewDeadline,
                retryPeriod: times.retryPeriod
            )
            return nil
        } catch {
            return """
                --leader-elect-lease-duration=\(times.leaseDuration.shown) \
                --leader-elect-renew-deadline=\(times.renewDeadline.shown) \
                --leader-elect-retry-period=\(times.retryPeriod.shown): \(error)
                """
        }
    }

    private var certificateProblem: String? {
        switch (serving.certificateFile, serving.keyFile) {
        case (let file?, nil): "--tls-cert-file=\(file): expected --tls-private-key-file with it"
        case (nil, let file?): "--tls-private-key-file=\(file): expected --tls-cert-file with it"
        case (nil, nil), (.some, .some): nil
        }
    }

    private var classProblem: String? {
        guard !services.rules.servesDefaultClass, services.rules.loadBalancerClass == nil else { return nil }
        return "--serve-default-class=false: expected --load-balancer-class with it; otherwise no Service is served"
    }
}
