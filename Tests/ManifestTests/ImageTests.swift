import Foundation
import Testing

@Suite("The Dockerfile")
struct ImageTests {
    /// The Debian packages that a stage installs.
    private static func packages(of stage: Substring) -> [String] {
        let lines = stage.split(separator: "\n").drop { !$0.contains("apt-get install") }.dropFirst()
        let words = lines.prefix { !$0.contains("&&") }.flatMap { $0.split(separator: " ") }
        return words.map(String.init).filter { $0 != "\\" }
    }

    @Test("builds with what scripts/setup.sh installs")
    func build() throws {
        let stages = try Project.text("Dockerfile").split(separator: "\nFROM ")
        let setup = try Project.text("scripts/setup.sh")
        let installed = Self.packages(of: try #require(stages.first { $0.contains(" AS build") }))
        #expect(installed.contains("libcurl4-openssl-dev") && installed.contains("libyaml-dev"))
        for package in installed { #expect(setup.contains(package), "\(package)") }
    }

    @Test("ends in a small image: libraries, certificates, one program with two names, and no root")
    func final() throws {
        let stage = try #require(try Project.text("Dockerfile").split(separator: "\nFROM ").last)
        #expect(Self.packages(of: stage) == ["ca-certificates", "libcurl4", "libssl3", "libstdc++6", "libyaml-0-2"])
        #expect(stage.contains("ln --symbolic occm /usr/bin/openstack-cloud-controller-manager"))
        #expect(stage.contains("USER 65532:65532"))
        #expect(stage.contains(#"ENTRYPOINT ["/usr/bin/occm"]"#))
    }
}
