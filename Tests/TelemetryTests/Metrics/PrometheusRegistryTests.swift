import CoreMetrics
import Testing

@testable import Telemetry

@Suite("The registry of metrics", .timeLimit(.minutes(1)))
struct PrometheusRegistryTests {
    private static let calls = MetricDefinition(.counter, "calls_total", labels: ["request", "code"], "Calls.")
    private static let starts = MetricDefinition(.counter, "starts_total", "Starts.", stability: nil)
    private static let heat = MetricDefinition(.gauge, "heat", labels: ["place"], "How warm\nit \"is\" in C:\\.")
    private static let time = MetricDefinition(
        .histogram,
        "time_seconds",
        labels: ["request"],
        "Time.",
        stability: .stable,
        buckets: [0.1, 1, 2.5]
    )
    private let registry = PrometheusRegistry([Self.calls, Self.starts, Self.heat, Self.time])

    @Test("metrics are rendered by name, with help, type, labels and values")
    func exposition() async {
        registry.count(Self.calls, "port_list", "200")
        registry.count(Self.calls, "port_list", "200")
        registry.count(Self.calls, "network_list", "503")
        registry.set(Self.heat, "attic", to: -2.5)
        registry.observe(.milliseconds(100), Self.time, "a")
        registry.observe(.seconds(2), Self.time, "a")
        registry.observe(.seconds(3), Self.time, "a")
        #expect(
            await registry.render() == """
                # HELP calls_total [ALPHA] Calls.
                # TYPE calls_total counter
                calls_total{request="network_list",code="503"} 1
                calls_total{request="port_list",code="200"} 2
                # HELP heat [ALPHA] How warm\\nit "is" in C:\\\\.
                # TYPE heat gauge
                heat{place="attic"} -2.5
                # HELP starts_total Starts.
                # TYPE starts_total counter
                starts_total 0
                # HELP time_seconds [STABLE] Time.
                # TYPE time_seconds histogram
                time_seconds_bucket{request="a",le="0.1"} 1
                time_seconds_bucket{request="a",le="1"} 1
                time_seconds_bucket{request="a",le="2.5"} 2
                time_seconds_bucket{request="a",le="+Inf"} 3
                time_seconds_sum{request="a"} 5.1
                time_seconds_count{request="a"} 3

                """
        )
    }

    @Test(
        "label values are escaped so that they come back as they were",
        arguments: ["a\"b", "C:\\n", "two\nlines", "ü{}, =", ""]
    )
    func escaping(value: String) async throws {
        registry.set(Self.heat, value, to: 7)
        #expect(try Scrape(await registry.render())["heat", ["place": value]] == 7)
    }

    @Test(
        "numbers are written as Prometheus reads them",
        arguments: [
            (0, "0"), (1, "1"), (-3, "-3"), (0.25, "0.25"), (1e-8, "1e-08"), (1_795_443_005, "1795443005"),
            (1e21, "1e+21"), (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"),
        ] as [(Double, String)]
    )
    func numbers(value: Double, text: String) {
        #expect(Exposition.text(value) == text)
    }

    @Test("counting from many tasks loses nothing")
    func concurrency() async throws {
        let counter = Counter(label: "calls_total", dimensions: [("code", "200"), ("request", "x")], factory: registry)
        await withTaskGroup { group in
            for _ in 0..<50 {
                group.addTask { [registry] in
                    for _ in 0..<200 {
                        counter.increment()
                        registry.count(Self.calls, "x", "200")
                        registry.observe(.seconds(1), Self.time, "x")
                    }
                }
            }
            group.addTask { [registry] in _ = await registry.render() }
        }
        let scrape = try Scrape(await registry.render())
        #expect(scrape["calls_total", ["request": "x", "code": "200"]] == 20_000)
        #expect(scrape["time_seconds_count", ["request": "x"]] == 10_000)
        #expect(scrape["time_seconds_sum", ["request": "x"]] == 10_000)
    }

    @Test("what is not declared, or not like that, goes nowhere and is counted")
    func rejection() async throws {
        Counter(label: "unknown_total", dimensions: [], factory: registry).increment()
        Counter(label: "calls_total", dimensions: [("request", "x")], factory: registry).increment()
        Counter(label: "calls_total", dimensions: [("request", "x"), ("host", "y")], factory: registry).increment()
        Meter(label: "starts_total", dimensions: [], factory: registry).set(5)
        Timer(label: "heat", dimensions: [("place", "x")], factory: registry).recordNanoseconds(1)
        #expect(registry.rejected == 5)
        let scrape = try Scrape(await registry.render())
        #expect(scrape.values == [Scrape.Line(name: "starts_total", labels: [:]): 0])
    }

    @Test("a metric has no more series than it may; what comes later is counted together")
    func cardinality() async throws {
        let few = MetricDefinition(.counter, "few_total", labels: ["a", "b"], "Few.", maximumSeries: 3)
        let registry = PrometheusRegistry([few])
        for index in 0..<100 { registry.count(few, "a\(index % 50)", "b") }
        let scrape = try Scrape(await registry.render())
        #expect(scrape.values.count == 4)
        #expect(scrape["few_total", ["a": "a2", "b": "b"]] == 2)
        #expect(scrape["few_total", ["a": "other", "b": "other"]] == 94)
    }

    @Test("collectors are asked each time, and win over what was counted")
    func collectors() async throws {
        registry.collect { [MetricSample(Self.heat, "cellar", value: 12), MetricSample(Self.starts, value: 3)] }
        registry.collect { [MetricSample(Self.heat, "attic", value: 30)] }
        registry.count(Self.starts)
        let scrape = try Scrape(await registry.render())
        #expect(scrape["heat", ["place": "cellar"]] == 12)
        #expect(scrape["heat", ["place": "attic"]] == 30)
        #expect(scrape["starts_total"] == 3)
    }

    @Test("recorders of swift-metrics fill histograms, meters set, raise and lower gauges")
    func otherHandlers() async throws {
        Recorder(label: "time_seconds", dimensions: [("request", "r")], factory: registry).record(2.0)
        let meter = Meter(label: "heat", dimensions: [("place", "m")], factory: registry)
        meter.set(10)
        meter.increment(by: 2.5)
        meter.decrement(by: 0.5)
        FloatingPointCounter(label: "starts_total", dimensions: [], factory: registry).increment(by: 1.5)
        let scrape = try Scrape(await registry.render())
        #expect(scrape["time_seconds_bucket", ["request": "r", "le": "2.5"]] == 1)
        #expect(scrape["time_seconds_bucket", ["request": "r", "le": "1"]] == 0)
        #expect(scrape["heat", ["place": "m"]] == 12)
        #expect(scrape["starts_total"] == 1.5)
        #expect(registry.rejected == 0)
    }

    @Test("5,000 series are rendered well within a second, also in a debug build")
    func speed() async throws {
        let many = (0..<5).map { MetricDefinition(.counter, "many\($0)_total", labels: ["request", "code"], "Many.") }
        let registry = PrometheusRegistry(many)
        for metric in many { for index in 0..<1000 { registry.count(metric, "request\(index)", "200") } }
        let clock = ContinuousClock()
        let begin = clock.now
        let text = await registry.render()
        #expect(clock.now - begin < .seconds(1))
        #expect(try Scrape(text).values.count == 5000)
    }
}
