import NodeModel

/// Takes members one by one under the limits of a bundle, and remembers what it had to leave out.
struct MemberGatherer {
    private(set) var members: [RawMember] = []
    private(set) var others: [UnreadMember] = []
    /// Path of the last member that was gathered, kept or not.
    private(set) var last: String?
    /// Bytes kept so far.
    private(set) var total = 0
    /// Members of any kind.
    private(set) var met = 0
    private var seen: Set<String> = []
    /// The first member's directory with its slash; nil once a member is elsewhere, or the first is in none.
    private var top: String?
    private var ignored: [(reason: String, count: Int, first: String)] = []

    /// Why nothing more may be read; nil while the limits hold.
    private(set) var passedLimit: String?

    /// Bytes that the next member may still have.
    var room: Int { max(0, min(Limits.memberBytes, Limits.totalBytes - total)) }

    /// Counts a member of any kind. False where there are too many.
    mutating func meet() -> Bool {
        met += 1
        if met > Limits.allMembers { passedLimit = "it has more than \(Limits.allMembers) members" }
        return passedLimit == nil
    }

    /// The path to keep a regular file under; nil where it must be ignored, which is then counted.
    mutating func admit(_ name: [UInt8]) -> String? {
        guard name.count <= Limits.pathLength else {
            return ignore("paths longer than \(Limits.pathLength) bytes", Self.shown(name))
        }
        guard name.first != Self.slash else { return ignore("absolute paths", Self.shown(name)) }
        let isPlain = name.allSatisfy { $0 > 31 && $0 < 127 }
        let parts = (isPlain ? name : Array(Self.shown(name).utf8)).split(separator: Self.slash).filter { $0 != [46] }
        guard !parts.contains([46, 46]) else { return ignore("paths that climb", Self.shown(name)) }
        guard let last = parts.last else { return ignore("members without a name", Self.shown(name)) }
        guard !last.starts(with: [46, 95]), !Self.foreign.contains(Array(last)), parts[0] != Self.macFolder else {
            return ignore("files of the system that packed it", Self.shown(name))
        }
        let path = String(decoding: Array(parts.joined(separator: [Self.slash])), as: UTF8.self)
        guard seen.insert(path).inserted else { return ignore("members whose path was there before", path) }
        return path
    }

    private static let slash = UInt8(ascii: "/")
    private static let foreign = [Array(".DS_Store".utf8), Array("pax_global_header".utf8)]
    private static let macFolder = ArraySlice("__MACOSX".utf8)

    private static func shown(_ name: [UInt8]) -> String {
        Text.visible(String(decoding: name.prefix(Limits.pathLength), as: UTF8.self))
    }

    /// Counts a member that is not kept.
    @discardableResult
    mutating func ignore(_ reason: String, _ path: String) -> String? {
        if let index = ignored.firstIndex(where: { $0.reason == reason }) {
            ignored[index].count += 1
        } else {
            ignored.append((reason, 1, Text.excerpt(path, limit: 120)))
        }
        return nil
    }

    /// Takes a member that some format reads.
    mutating func add(_ member: RawMember) {
        guard members.count < Limits.members else {
            passedLimit = "it has more than \(Limits.members) members"
            return
        }
        total += member.bytes.count
        if total >= Limits.totalBytes {
            passedLimit = "it holds more than \(Limits.totalBytes >> 20) MiB"
        }
        pass(member.path)
        members.append(member)
    }

    /// Takes a member that no format reads: only its identity is kept.
    mutating func add(unread member: RawMember) {
        pass(member.path)
        others.append(UnreadMember(path: member.path, sha256: Digest.sha256(member.bytes)))
    }

    private mutating func pass(_ path: String) {
        if last == nil { top = path.firstIndex(of: "/").map { String(path[...$0]) } }
        if let directory = top, !path.hasPrefix(directory) { top = nil }
        last = path
    }

    /// One issue for each reason and each member that was cut.
    var issues: [Issue] {
        ignored.map { reason, count, first in
            Issue(capture: .bundle, message: "ignored \(reason): \(count), the first is \(first)")
        }
            + members.filter(\.isCut).map {
                Issue(capture: .bundle, message: "\($0.path) was cut after \($0.bytes.count) bytes")
            }
    }

    /// Directories that are a bundle's own, whoever wrote it: part of the paths even where all members are in one.
    private static let own: Set<String> = [
        "captures/", "files/", "sos_commands/", "insights_commands/", "data/", "host-collectors/", "systeminfo/",
    ]

    /// The directory that every member is in; nil where there is none.
    var commonTop: String? {
        guard let top, !Self.own.contains(top) else { return nil }
        return String(top.dropLast())
    }

    /// What was gathered, without its common top directory.
    func bundle(name: String, damage: BundleError?) -> RawBundle {
        var bundle = RawBundle(name: name, members: members, others: others, issues: issues, damage: damage)
        if let top = commonTop {
            for index in bundle.members.indices { bundle.members[index].path.removeFirst(top.count + 1) }
            for index in bundle.others.indices { bundle.others[index].path.removeFirst(top.count + 1) }
        }
        return bundle
    }
}
