import Foundation
import Sandbox
import Testing

@Suite("What is there")
struct InspectionTests {
    @Test("occm tree draws a load balancer with everything on it, and says where there is none")
    func tree() async throws {
        try await Workplace.with { workplace in
            try workplace.write("service.yaml", Mistake.service)
            let command = ["tree", "-f", "service.yaml", "--cloud-config", "cloud.conf"]
            let before = try await workplace.occm.run(command)
            #expect(try await workplace.occm.run(Mistake.apply).status == 0)
            let after = try await workplace.occm.run(command)
            #expect(before.status == 0 && after.status == 0)
            let text = [before, after].map { $0.transcript(of: command, in: workplace) }.joined()
            try expectGolden(text, "Inspection/tree.txt")
        }
    }

    @Test("occm doctor finds a good cloud well, and names what is missing in another")
    func doctor() async throws {
        try await Workplace.with { workplace in
            let command = ["doctor", "--cloud-config", "cloud.conf"]
            let well = try await workplace.occm.run(command)
            #expect(well.status == 0)
            let config = workplace.sandbox.cloudConfig()
                .replacingOccurrences(of: "lb-provider=amphora", with: "lb-provider=nonsense")
                .replacingOccurrences(of: workplace.sandbox.facts.subnetID, with: "no-such-subnet")
            try workplace.write("cloud.conf", config)
            workplace.sandbox.settings.quotas["load_balancer"] = 0
            let ill = try await workplace.occm.run(command)
            #expect(ill.status == 1)
            let text = [well, ill].map { $0.transcript(of: command, in: workplace) }.joined()
            try expectGolden(text.replacing(/[0-9]+ minutes/, with: "N minutes"), "Inspection/doctor.txt")
        }
    }

    @Test("occm config check shows everything but secrets, by file and line")
    func config() async throws {
        try await Workplace.with { workplace in
            try workplace.write("clouds.yaml", workplace.sandbox.cloudsYAML)
            try workplace.write("cloud.conf", "[Global]\nuse-clouds = true\nclouds-file = clouds.yaml\ncloud = k8s\n")
            let command = ["config", "check", "--cloud-config", "cloud.conf"]
            let ending = try await workplace.occm.run(command)
            #expect(ending.status == 0)
            #expect(!ending.output.contains(SandboxUser.password))
            try expectGolden(ending.transcript(of: command, in: workplace), "Inspection/config-check.txt")
        }
    }

    @Test("occm version prints one line")
    func version() async throws {
        let ending = try await Occm(folder: FileManager.default.temporaryDirectory).run("version")
        #expect(ending.status == 0)
        #expect(ending.output.wholeMatch(of: /occm [0-9]+\.[0-9]+\.[0-9]+\n/) != nil)
    }
}
