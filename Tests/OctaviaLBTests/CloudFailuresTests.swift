import CloudProvider
import KeystoneAuth
import Testing

@testable import OctaviaLB

/// What the service controller understands of our errors.
@Suite("Failures as the controllers see them")
struct CloudFailuresTests {
    typealias Failure = (error: any CloudFailure, code: String, retryAfter: Duration?, isInterruption: Bool)

    private static func interrupted(by cause: any Error) -> InterruptedPlan {
        InterruptedPlan(cause: cause, done: 1, total: 2, left: AppliedLoadBalancer(id: "lb"))
    }

    private static let busy: OpenStackError = {
        var error = OpenStackError(.throttled, "busy")
        error.retryAfter = .seconds(7)
        return error
    }()

    private static let failures: [Failure] = [
        (OpenStackError(.quotaExceeded, "full"), "openstack_quotaExceeded", nil, false),
        (busy, "openstack_throttled", .seconds(7), false),
        (OpenStackError(.withheld, "not leading"), "openstack_withheld", nil, true),
        (OpenStackError(.cancelled, "stopped"), "openstack_cancelled", nil, true),
        (LoadBalancerFailure(.stuck, "pending"), "stuck", nil, false),
        (interrupted(by: busy), "openstack_throttled", .seconds(7), false),
        (interrupted(by: LoadBalancerFailure(.failed, "error")), "failed", nil, false),
        (interrupted(by: OpenStackError(.withheld, "not leading")), "openstack_withheld", nil, true),
        (interrupted(by: CancellationError()), "other", nil, false),
    ]

    @Test("each has a code, may ask for time, or says that nothing is wrong", arguments: failures.indices)
    func facts(_ index: Int) {
        let (error, code, retryAfter, isInterruption) = Self.failures[index]
        #expect(error.failureCode == code)
        #expect(error.retryAfter == retryAfter)
        #expect(error.isInterruption == isInterruption)
    }

    @Test(
        "what only ends a plan is not told as its failure",
        arguments: [
            OpenStackError(.withheld, "not leading"), OpenStackError(.cancelled, "stopped"), SupersededPass(),
            CancellationError(), LoadBalancerFailure(.changed, "plan again"),
        ] as [any Error]
    )
    func unwrapped(_ error: any Error) {
        let told = InterruptedPlan.wrapping(error, done: 1, of: 2, AppliedLoadBalancer(id: "lb"))
        #expect(!(told is InterruptedPlan))
    }
}
