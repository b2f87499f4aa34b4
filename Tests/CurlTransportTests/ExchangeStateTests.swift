import CCurl
import Testing

@testable import CurlTransport

@Suite("The state machine of an exchange")
struct ExchangeStateTests {
    typealias State = ExchangeState<Int, Int>

    private func head(_ lines: String...) -> ResponseHead {
        var head = ResponseHead()
        for line in lines + [""] { _ = head.read(Array("\(line)\r\n".utf8)) }
        return head
    }

    private func state(_ method: HTTPMethod = .get, _ delivery: State.Delivery = .whole(limit: 100)) -> State {
        State(method, target: "\(method.rawValue) http://h/", delivery: delivery)
    }

    @Test("a whole response answers its waiter once, at the end")
    func whole() throws {
        var state = state()
        #expect(state.start(1).instructions == [.start])
        #expect(state.isWanted)
        #expect(state.send() == true)
        #expect(state.receive(head("HTTP/1.1 200 OK")).1.isEmpty)
        #expect(state.receive(body: [1, 2]).0 == .taken)
        #expect(state.receive(body: [3]).0 == .taken)
        let response = try #require(state.finish(nil).response(to: 1)).get()
        #expect(response.status == 200)
        #expect(response.body == [1, 2, 3])
        #expect(state.finish(nil).isEmpty)
        #expect(state.cancel().isEmpty)
    }

    @Test("cancelled before its start, an exchange never reaches the loop")
    func cancelledBeforeStart() {
        var state = state()
        #expect(state.cancel().isEmpty)
        let effects = state.start(1)
        #expect(effects.failure(of: 1) == .cancelled)
        #expect(effects.instructions.isEmpty)
        #expect(!state.isWanted)
    }

    @Test("cancelled while the loop works, the waiter is answered at once and the loop is told")
    func cancelledWhileRunning() {
        var state = state(.post)
        _ = state.start(1)
        _ = state.send()
        let effects = state.cancel()
        #expect(effects.failure(of: 1) == .cancelled)
        #expect(effects.instructions == [.remove])
        #expect(state.receive(head("HTTP/1.1 200 OK")).0 == .refused)
        #expect(state.receive(body: [1]).0 == .refused)
        #expect(state.finish(nil).isEmpty)
    }

    @Test("only a safe method may be written twice", arguments: HTTPMethod.allCases)
    func sendsOnce(method: HTTPMethod) {
        var state = state(method)
        _ = state.start(1)
        #expect(state.send() == true)
        #expect(state.send() == method.isSafe)
    }

    @Test("a reader gets what waits, then what comes, then the end")
    func streamed() {
        var state = state(.get, .streamed(bound: 4))
        _ = state.start(1)
        #expect(state.receive(head("HTTP/1.1 200 OK")).1.response(to: 1) != nil)
        _ = state.receive(body: [1, 2])
        _ = state.receive(body: [3])
        #expect(state.next(2).chunk(for: 2) == [1, 2, 3])
        #expect(state.next(3).isEmpty)
        #expect(state.receive(body: [4]).1.chunk(for: 3) == [4])
        _ = state.receive(body: [5])
        _ = state.finish(nil)
        #expect(state.next(4).chunk(for: 4) == [5])
        #expect(state.next(5).chunk(for: 5) == .some(nil))
    }

    @Test("a full buffer pauses the sender until the reader took it")
    func pause() {
        var state = state(.get, .streamed(bound: 4))
        _ = state.start(1)
        _ = state.receive(head("HTTP/1.1 200 OK"))
        #expect(state.receive(body: [1, 2, 3]).0 == .taken)
        #expect(state.receive(body: [4, 5]).0 == .paused)
        #expect(state.buffered == 3)
        let effects = state.next(2)
        #expect(effects.chunk(for: 2) == [1, 2, 3])
        #expect(effects.instructions == [.unpause])
        #expect(state.receive(body: [4, 5]).0 == .taken)
    }

    @Test("a response that closes within its header fields is no response")
    func cut() {
        for (method, code) in [(HTTPMethod.get, TransportError.Code.aborted), (.post, .outcomeUnknown)] {
            var state = state(method)
            _ = state.start(1)
            _ = state.send()
            #expect(state.finish(nil).failure(of: 1) == code)
        }
    }

    @Test("what the exchange refused decides its error, not what libcurl makes of the refusal")
    func refusal() {
        var state = state(.get, .whole(limit: 2))
        _ = state.start(1)
        _ = state.send()
        _ = state.receive(head("HTTP/1.1 200 OK"))
        #expect(state.receive(body: [1, 2, 3]).0 == .refused)
        #expect(state.finish(.curl(CURLE_WRITE_ERROR, detail: "x")).failure(of: 1) == .tooLarge)
    }

    @Test("in any order of calls each waiter is answered once and the buffer keeps its bound", arguments: 0..<500)
    func anyOrder(seed: Int) {
        var random = SplitMix(state: UInt64(seed))
        var state = state(.get, random.next() % 2 == 0 ? .streamed(bound: 8) : .whole(limit: 64))
        var answers: [Int: Int] = [:]
        var readers: [Int] = []
        for step in 1...40 {
            var effects: [State.Effect] = []
            switch random.next() % 8 {
            case 0 where step > 1: effects = state.cancel()
            case 1: effects = state.finish(random.next() % 2 == 0 ? nil : .curl(CURLE_RECV_ERROR, detail: ""))
            case 2: effects = state.receive(head("HTTP/1.1 200 OK")).1
            case 3, 4: effects = state.receive(body: [UInt8](repeating: 0, count: Int(random.next() % 9))).1
            case 5: _ = state.send()
            default:
                readers.append(step)
                effects = state.next(step)
            }
            if step == 2 { effects += state.start(0) }
            for waiter in effects.answered { answers[waiter, default: 0] += 1 }
            #expect(state.buffered <= 64)
        }
        for waiter in state.cancel().answered { answers[waiter, default: 0] += 1 }
        #expect(answers == Dictionary(uniqueKeysWithValues: ([0] + readers).map { ($0, 1) }))
    }
}

/// A small deterministic generator, so that a failing seed can be run again.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension [ExchangeState<Int, Int>.Effect] {
    fileprivate var instructions: [ExchangeState<Int, Int>.Instruction] {
        compactMap { if case .instruct(let instruction) = $0 { instruction } else { nil } }
    }

    /// The waiters and readers that the effects answer.
    fileprivate var answered: [Int] {
        compactMap { effect in
            switch effect {
            case .respond(let waiter, _), .deliver(let waiter, _): waiter
            case .instruct: nil
            }
        }
    }

    fileprivate func response(to waiter: Int) -> Result<HTTPResponse, TransportError>? {
        for case .respond(waiter, let result) in self { return result }
        return nil
    }

    fileprivate func failure(of waiter: Int) -> TransportError.Code? {
        guard case .failure(let error) = response(to: waiter) else { return nil }
        return error.code
    }

    /// The chunk delivered to a reader: `.some(nil)` at the end, `nil` if none was.
    fileprivate func chunk(for reader: Int) -> [UInt8]?? {
        for case .deliver(reader, .success(let chunk)) in self { return chunk }
        return nil
    }
}
