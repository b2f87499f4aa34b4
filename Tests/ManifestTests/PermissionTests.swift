import Testing

@Suite("The roles of the manifests", .serialized, .timeLimit(.minutes(2)))
struct PermissionTests {
    @Test("allow exactly what occm run asks the API server for")
    func exact() async throws {
        let grants = Grant.all(in: try Project.objects(in: "manifests/occm.yaml"))
        let deeds = try await ControllerRun.calls().compactMap(Grant.init)
        for deed in Set(deeds) {
            #expect(grants.contains { $0.allows(deed) }, "\(deed) is done, and not allowed")
        }
        for grant in grants {
            #expect(deeds.contains { grant.allows($0) }, "\(grant) is allowed, and never done")
        }
        #expect(Set(grants).count == grants.count, "something is allowed twice")
    }

    @Test("are bound to the Pods' own ServiceAccount")
    func subject() throws {
        let objects = try Project.objects(in: "manifests/occm.yaml")
        let account = try #require(objects.first { $0.kind == "ServiceAccount" }).metadata.name
        #expect(objects.compactMap(\.spec?.template?.spec.serviceAccountName) == [account])
        for binding in objects where binding.kind.hasSuffix("Binding") {
            #expect(binding.subjects?.map(\.name) == [account])
            #expect(objects.contains { $0.kind == binding.roleRef?.kind && $0.metadata.name == binding.roleRef?.name })
        }
    }
}
