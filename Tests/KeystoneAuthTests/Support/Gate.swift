/// Holds tasks until it is opened, and tells when the first has come.
actor Gate {
    private var isOpen = false
    private var held: [CheckedContinuation<Void, Never>] = []
    private var watchers: [CheckedContinuation<Void, Never>] = []
    private(set) var arrivals = 0

    func pass() async {
        arrivals += 1
        for watcher in watchers { watcher.resume() }
        watchers = []
        guard !isOpen else { return }
        await withCheckedContinuation { held.append($0) }
    }

    func open() {
        isOpen = true
        for task in held { task.resume() }
        held = []
    }

    func waitForArrival() async {
        guard arrivals == 0 else { return }
        await withCheckedContinuation { watchers.append($0) }
    }
}
