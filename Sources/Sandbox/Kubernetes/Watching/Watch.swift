/// A watch that is open.
struct Watch: Sendable {
    /// The kind that it watches.
    let resource: APIResource
    /// Which objects it wants.
    let selection: Selection
    /// Whether it gets bookmarks.
    let wantsBookmarks: Bool
    /// How its events show objects; `nil` as they are.
    let form: TableForm?
    /// When it ends.
    let end: Instant
    /// When it gets its next bookmark.
    var nextBookmark: Instant
    /// Whether its columns were told.
    var hasColumns = false
    /// What goes wrong with it.
    var fault: Fault?

    /// What goes wrong with a watch.
    enum Fault: Sendable {
        /// Nothing comes any more; the connection stays.
        case silence
        /// The connection closes in the middle of the next event.
        case breakAtNextEvent
    }
}

/// What happens to the stream of a watch.
struct WatchSignal: Sendable {
    /// The number of the watch.
    let watch: Int
    /// What happens.
    let signal: BodyStream.Signal
}
