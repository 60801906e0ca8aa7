/// Which command line leads through which socket and server to which store: one group a store.
struct Diagram: Sendable {
    struct Path: Sendable {
        var command: String
        var endpoint: String
        var server: String
    }

    struct Group: Sendable {
        var paths: [Path]
        var store: String
        var directory: String
        var note: String
    }

    var groups: [Group]
}
