public import KeystoneAuth

extension OpenStackSession {
    /// Reads every page of a listing.
    ///
    /// Guarantees: what is returned is every object that passes the filters and, where objects belong to a project,
    /// belongs to the token's; an administrator's token changes nothing about that. A listing is whole or fails: an
    /// error on any page is thrown, never a shorter list returned.
    ///
    /// Assumptions: objects may come and go between two pages. If the object that a page starts after goes, the
    /// listing starts over, at most twice.
    ///
    /// - Parameter isKept: which objects are returned. The others are dropped page by page, so that they cost no memory.
    public func list<Item>(
        _ listing: Listing<Item>,
        where isKept: (Item) -> Bool = { _ in true }
    ) async throws(OpenStackError) -> [Item] {
        let project = listing.isOwnedByProject ? try await projectID() : nil
        try requireValues(of: listing)
        for isRestartable in [true, true, false] {
            let items = try await readPages(of: listing, project: project, isRestartable, where: isKept)
            if let items { return items }
        }
        return []
    }

    /// All items, or `nil` if the service no longer knows the marker of a page and the listing may start over.
    private func readPages<Item>(
        of listing: Listing<Item>,
        project: String?,
        _ isRestartable: Bool,
        where isKept: (Item) -> Bool
    ) async throws(OpenStackError) -> [Item]? {
        var items: [Item] = []
        var marker: String?
        var used: Set<String> = []
        repeat {
            let call = listing.page(after: marker, project: project)
            let answer: APIResponse
            do {
                answer = try await send(call)
            } catch {
                let markerIsGone = marker != nil && (error.code == .badRequest || error.code == .notFound)
                guard isRestartable, markerIsGone else { throw error }
                return nil
            }
            let page = try read(answer, to: call) {
                let page = try Page<Item>.decode(answer.body, plural: listing.endpoint.plural)
                if let next = page.nextMarker, !used.insert(next).inserted { throw ListingProblem.pagesRepeat }
                return page
            }
            items += try read(answer, to: call) { try page.items.filter { try isOwned($0, by: project) && isKept($0) } }
            marker = page.nextMarker
        } while marker != nil
        return items
    }

    /// Whether the item counts. One that does not say whose it is can't be judged, and dropping it would make it look absent.
    private func isOwned(_ item: some Resource, by project: String?) throws -> Bool {
        guard let project else { return true }
        guard let owner = item.projectID else { throw ListingProblem.noOwner }
        return owner == project
    }

    private func requireValues<Item>(of listing: Listing<Item>) throws(OpenStackError) {
        guard let empty = listing.filters.first(where: { $0.value.isEmpty }) else { return }
        throw OpenStackError(
            .badRequest,
            "The filter '\(empty.name)' has no value and would list everything: nothing was sent.",
            call: listing.page(after: nil, project: nil).line
        )
    }
}

private enum ListingProblem: Error, CustomStringConvertible {
    case pagesRepeat
    case noOwner

    var description: String {
        switch self {
        case .pagesRepeat: "its pages repeat"
        case .noOwner: "an object has no project_id"
        }
    }
}
