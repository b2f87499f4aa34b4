import Sandbox
import Testing

@testable import OctaviaLB

extension CloudUnderTest {
    /// The calls since they were last forgotten.
    var tally: Tally { Tally(sandbox.calls) }

    /// The load balancers with a tag.
    func loadBalancers(tagged tag: String) -> [JSONValue] {
        objects("loadbalancers").filter { $0["tags"]?.arrayValue?.contains(.string(tag)) == true }
    }

    /// A call to Octavia that occm would not make; its answer is a success.
    @discardableResult
    func interfere(_ method: String, _ path: String, _ body: JSONValue? = nil) throws -> JSONValue? {
        let answer = sandbox.call(method, "/load-balancer/v2.0/lbaas/" + path, body)
        try #require((200..<300).contains(answer.status), "\(answer)")
        return answer.body
    }

    /// The ids of a pool of a load balancer with that tag and of a member of it.
    func someMember(of tag: String) throws -> (pool: String, member: String) {
        let pool = try #require(loadBalancers(tagged: tag).first?["pools"]?.arrayValue?.first?["id"]?.stringValue)
        let members = try interfere("GET", "pools/\(pool)/members")?["members"]?.arrayValue
        return (pool, try #require(members?.first?["id"]?.stringValue))
    }

    /// Deletes the load balancer with that tag behind the controller's back.
    func deleteByHand(_ tag: String) throws {
        let id = try #require(loadBalancers(tagged: tag).first?["id"]?.stringValue)
        try interfere("DELETE", "loadbalancers/\(id)?cascade=true")
        sandbox.advance(by: .seconds(5))
    }

    /// Somebody else's load balancers in our project.
    func makeForeign(_ count: Int) throws {
        for number in 0..<count {
            let subnet = JSONValue.string(sandbox.facts.subnetID)
            try interfere(
                "POST",
                "loadbalancers",
                ["loadbalancer": ["name": .string("foreign-\(number)"), "vip_subnet_id": subnet]]
            )
        }
    }
}

/// How often what was called.
struct Tally: Equatable {
    /// Pages of whole collections.
    var pages = 0
    /// Status trees.
    var trees = 0
    /// Looks at stamps: shared listings, and single load balancers.
    var polls = 0
    /// Other reads.
    var others: [String: Int] = [:]
    var writes: [String: Int] = [:]

    init(_ calls: [RecordedCall]) {
        for call in calls where !call.path.hasPrefix("/identity") && call.path.contains("/v2.0/") {
            let name = call.template.replacing("/load-balancer/v2.0/lbaas/", with: "")
                .replacing("/networking/v2.0/", with: "")
            let names = Set(call.query.map { $0.prefix { $0 != "=" } })
            if call.isWrite {
                writes[name, default: 0] += 1
            } else if name == "GET loadbalancers/{id}/status" {
                trees += 1
            } else if names.contains("fields") {
                polls += 1
            } else if names.isSubset(of: ["project_id", "limit", "marker"]), !name.contains("{id}") {
                pages += 1
            } else {
                others[name, default: 0] += 1
            }
        }
    }
}
