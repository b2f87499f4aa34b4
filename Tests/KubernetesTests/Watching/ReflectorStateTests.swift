import CurlTransport
import Testing

@testable import Kubernetes

@Suite("What a reflector does next")
final class ReflectorStateTests {
    private var state = ReflectorState()
    private static let expired = APIStatus(code: 410, reason: .expired, message: "too old")

    private func end(_ end: ReflectorState.WatchEnd, after seconds: Int = 60, events: Int = 0, at time: Int = 0)
        -> Duration
    {
        state.watchEnded(end, after: .seconds(seconds), events: events, at: .seconds(time), random: 0)
    }

    private func listFails(_ status: APIStatus? = nil, failure: TransportError.Code? = nil) -> Duration {
        let code = status.map(KubernetesError.Code.init) ?? .unreachable
        let error = KubernetesError(code, "no", status: status, failure: failure)
        return state.listFailed(error, at: .zero, random: 0.5)
    }

    @Test("it begins with whatever the API server has, in pages, and watches from there")
    func start() {
        #expect(state.step == .list(resourceVersion: "0", pageSize: 500))
        state.listed(resourceVersion: "1264", pages: 1)
        #expect(state.step == .watch(from: "1264"))
    }

    @Test("a watch that was closed goes on at once from what was seen last")
    func resume() {
        state.listed(resourceVersion: "1264", pages: 1)
        state.saw(resourceVersion: "1280")
        state.saw(resourceVersion: "")
        #expect(end(.closed, after: 400, events: 3) == .zero)
        #expect(state.step == .watch(from: "1280"))
        #expect(end(.closed, after: 0, events: 1) == .zero)
        #expect(state.step == .watch(from: "1280"))
    }

    @Test("410 leads to a fresh list of at least what is known, without pages, later and later")
    func gone() {
        state.listed(resourceVersion: "7", pages: 1)
        let pauses = (0..<3).map { time in
            defer { state.listed(resourceVersion: "7", pages: 1) }
            let pause = end(.status(Self.expired), at: time)
            #expect(state.step == .list(resourceVersion: "7", pageSize: nil))
            return pause
        }
        #expect(pauses == [.milliseconds(800), .milliseconds(1600), .milliseconds(3200)])
    }

    @Test("two minutes without a failure begin the pauses anew")
    func calm() {
        state.listed(resourceVersion: "7", pages: 1)
        _ = end(.status(Self.expired), at: 0)
        #expect(end(.status(Self.expired), at: 120) == .milliseconds(1600))
        #expect(end(.status(Self.expired), at: 241) == .milliseconds(800))
    }

    @Test("a list of an unknown version is asked for without one, at once and once")
    func unavailable() {
        state.listed(resourceVersion: "7", pages: 1)
        _ = end(.status(Self.expired))
        #expect(listFails(Self.expired) == .zero)
        #expect(state.step == .list(resourceVersion: nil, pageSize: nil))
        #expect(listFails(Self.expired) > .zero)
        #expect(state.step == .list(resourceVersion: nil, pageSize: nil))
        state.listed(resourceVersion: "9", pages: 1)
        _ = end(.status(Self.expired))
        #expect(state.step == .list(resourceVersion: "9", pageSize: nil))
    }

    @Test("a version that the API server does not have yet is treated alike")
    func tooLarge() throws {
        let text =
            #"{"code":504,"reason":"Timeout","message":"Too large resource version","details":{"causes":[{"reason":"ResourceVersionTooLarge"}]}}"#
        let status = try JSON.decode(APIStatus.self, from: Array(text.utf8))
        state.listed(resourceVersion: "7", pages: 1)
        _ = end(.status(Self.expired))
        #expect(listFails(status) == .zero)
        #expect(state.step == .list(resourceVersion: nil, pageSize: nil))
    }

    @Test("a first list that fails is tried again after a pause")
    func firstListFails() {
        #expect(listFails(failure: .connect) == .milliseconds(1200))
        #expect(state.step == .list(resourceVersion: "0", pageSize: 500))
    }

    @Test(
        "a watch that could not be opened because nobody answered, or too many asked, is opened again later",
        arguments: [
            ReflectorState.WatchEnd.unopened(KubernetesError(.throttled, "")),
            .unopened(KubernetesError(.unreachable, "", failure: .connect)),
            .unopened(KubernetesError(.unreachable, "", failure: .resolve)),
            .unopened(KubernetesError(.unreachable, "", failure: .aborted)),
            .unopened(KubernetesError(.unreachable, "", failure: .timeout)),
            .status(APIStatus(code: 429, reason: .tooManyRequests, message: "")),
        ]
    )
    func reopen(reason: ReflectorState.WatchEnd) {
        state.listed(resourceVersion: "7", pages: 1)
        #expect(end(reason, after: 0) == .milliseconds(800))
        #expect(state.step == .watch(from: "7"))
    }

    @Test(
        "whatever else ends a watch leads to a list",
        arguments: [
            ReflectorState.WatchEnd.unopened(KubernetesError(.forbidden, "")),
            .unopened(KubernetesError(.expired, "", status: expired)), .unopened(KubernetesError(.server, "")),
            .status(APIStatus(code: 500, reason: .internalError, message: "")), .closed,
        ]
    )
    func list(reason: ReflectorState.WatchEnd) {
        state.listed(resourceVersion: "7", pages: 1)
        #expect(end(reason, after: 0) == .milliseconds(800))
        #expect(state.step == .list(resourceVersion: "7", pageSize: nil))
    }
}
