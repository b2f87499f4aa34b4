/// Every call in the order of arrival, and how often each kind was made.
struct Journal: Sendable {
    private(set) var calls: [RecordedCall] = []
    private(set) var counts: [String: Int] = [:]

    /// Adds a call and answers its place.
    mutating func record(_ call: RecordedCall) -> Int {
        counts[call.template, default: 0] += 1
        calls.append(call)
        return calls.count - 1
    }

    /// Notes how a call ended.
    mutating func setStatus(_ status: Int, at place: Int) { calls[place].status = status }

    mutating func clear() { self = Journal() }
}
