import CCurl

/// The loop that makes every libcurl call: reads the mailbox, lets libcurl work, hands out what ended, waits.
///
/// Assumptions: lives on one thread from `init` on (``LoopThread``); its only borders are the mailbox and the gauge.
final class EventLoop {
    /// libcurl's own timers wake the loop earlier when something is due.
    private static let longestWait: Int32 = 60_000

    /// For so long after something happened the loop looks again without sleeping: answers from nearby and the next request
    /// come within it, and waking a sleeping thread takes longer.
    private static let alertness = Duration.microseconds(100)

    private let multi: UnsafeMutableRawPointer
    private let mailbox: Mailbox
    private let gauge: Gauge
    private let configuration: CurlTransport.Configuration
    private var transfers: [ObjectIdentifier: Transfer] = [:]
    private var isStopping = false

    init(
        _ multi: UnsafeMutableRawPointer,
        _ mailbox: Mailbox,
        _ gauge: Gauge,
        _ configuration: CurlTransport.Configuration
    ) {
        self.multi = multi
        self.mailbox = mailbox
        self.gauge = gauge
        self.configuration = configuration
    }

    /// Runs until it is told to stop, then ends what is left and frees everything.
    func run() {
        var lastEvent = ContinuousClock.now
        while true {
            let began = ContinuousClock.now
            let letters = mailbox.collect()
            for letter in letters { obey(letter) }
            if isStopping { break }
            var running: Int32 = 0
            curl_multi_perform(multi, &running)
            finishCompleted()
            let ended = ContinuousClock.now
            gauge.recordTurn(ended - began, transfers: transfers.count)
            if !letters.isEmpty { lastEvent = ended }
            var events: Int32 = 0
            let isAwake = ended - lastEvent < Self.alertness
            curl_multi_poll(multi, nil, 0, isAwake ? 0 : Self.longestWait, &events)
            if events > 0 { lastEvent = .now }
        }
        mailbox.close()
        for transfer in transfers.values {
            remove(transfer)
            transfer.exchange.finish(.shutDown)
        }
        curl_multi_cleanup(multi)
        gauge.recordEnd()
    }

    private func obey(_ letter: Mailbox.Letter) {
        switch letter {
        case .exchange(let exchange, .start):
            start(exchange)
        case .exchange(let exchange, .unpause):
            transfers[ObjectIdentifier(exchange)]?.unpause()
        case .exchange(let exchange, .remove):
            if let transfer = transfers[ObjectIdentifier(exchange)] { remove(transfer) }
        case .stop:
            isStopping = true
        }
    }

    private func start(_ exchange: Exchange) {
        guard exchange.isWanted else { return }
        do {
            let transfer = try Transfer(exchange, configuration)
            try transfer.add(to: multi)
            transfers[ObjectIdentifier(exchange)] = transfer
        } catch {
            exchange.finish(.curl(error.code, detail: error.detail))
        }
    }

    private func remove(_ transfer: Transfer) {
        transfer.remove(from: multi)
        transfers[ObjectIdentifier(transfer.exchange)] = nil
    }

    private func finishCompleted() {
        var remaining: Int32 = 0
        while let message = curl_multi_info_read(multi, &remaining) {
            guard message.pointee.msg == CURLMSG_DONE, let transfer = Transfer.of(message.pointee.easy_handle) else {
                continue
            }
            // The message dies with the handle's removal.
            let code = message.pointee.data.result
            remove(transfer)
            transfer.exchange.finish(transfer.failure(code))
        }
    }
}
