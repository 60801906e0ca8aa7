import Foundation
import TestSupport
import Testing

/// Terminal output from public threads: read in place, nothing of it is in the project. Each file says what is true.
@Suite("Real cases", .enabled(if: Recordings.realCases != nil, "../shared/real-cases is missing"))
struct RealCaseTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let number: String
        let verdict: String
        /// Why this verdict is the most that the paste allows.
        let why: String
        var testDescription: String { "\(number): \(verdict), \(why)" }

        init(_ number: String, _ verdict: String, _ why: String) {
            (self.number, self.verdict, self.why) = (number, verdict, why)
        }
    }

    static let cases = [
        Case("01", "same-store", "true: endpoint, names and an image that left both lists all say so"),
        Case("02", "duplicated", "true: one ID has two sizes, and docker.io/ in crictl's list only"),
        Case("03", "unknown", "true: crictl on two machines, no list of docker; the two lists are not put together"),
        Case("05", "unknown", "two machines in truth; registry names and nearly equal sizes decide nothing"),
        Case("06", "unknown", "crictl's list alone, without a command"),
        Case("07", "unknown", "crictl's list alone, cut in the middle of its JSON"),
        Case("09", "unknown", "podman's list, and an empty containerd; no crictl"),
        Case("10", "same-store", "true: podman as root and crictl show one image with one size"),
        Case("11", "unknown", "three machines, crictl on its default list, no list at all"),
        Case("13", "unknown", "same store in truth, but crictl's endpoint is dead and no output of docker is there"),
        Case("14", "unknown", "a dead endpoint; no list"),
        Case("16", "unknown", "k3s --docker in truth: a process tree alone does not tell the store"),
        Case("17", "unknown", "a process tree; nothing of docker"),
        Case("18", "unknown", "a process tree without its command; nothing of docker"),
        Case("19", "unknown", "two live stores in truth; the processes are grepped, and no list shows an image"),
        Case("21", "unknown", "processes of k3s, grepped; nothing of docker"),
        Case("23", "unknown", "units of k3s; nothing of docker"),
        Case("24", "unknown", "a unit alone is intent"),
        Case("26", "separate", "true: docker lists nothing, and crictl names that Docker never prints"),
        Case("28", "unknown", "crictl and ctr; nothing of docker"),
        Case("29", "unknown", "docker alone"),
        Case("31", "unknown", "lists of docker on several machines"),
        Case("33", "unknown", "docker alone"),
        Case("35", "unknown", "docker's disk alone"),
        Case("36", "unknown", "docker alone, without IDs"),
        Case("38", "unknown", "processes of docker, grepped"),
        Case("39", "unknown", "processes of docker on several machines, grepped"),
        Case("41", "unknown", "one directory; no list"),
        Case("42", "unknown", "crictl and one directory; nothing of docker"),
        Case("43", "unknown", "directories of two machines, /run among them"),
        Case("45", "unknown", "crictl and one directory; nothing of docker"),
        Case("47", "unknown", "docker system df -v of three machines"),
        Case("48", "unknown", "podman in docker's place, alone"),
        Case("51", "unknown", "crictl alone"),
        Case("52", "unknown", "crictl inside a k3d node's container, alone"),
        Case("54", "unknown", "a configuration file"),
        Case("55", "unknown", "a configuration file"),
        Case("57", "unknown", "a process tree of containerd; nothing of docker"),
        Case("58", "unknown", "permission denied is not absence"),
        Case("59", "unknown", "an error that names two sockets"),
        Case("61", "unknown", "names in a containerd; nothing of docker"),
        Case("62", "unknown", "one directory and the file systems; no list"),
    ]

    /// Files without what was written on top of them.
    static let texts: [String: String] = {
        guard let folder = Recordings.realCases else { return [:] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        var texts: [String: String] = [:]
        for name in names where name.hasSuffix(".txt") {
            let data = (try? Data(contentsOf: folder.appendingPathComponent(name))) ?? Data()
            let text = String(decoding: data, as: UTF8.self)
            guard let mark = text.range(of: "verbatim below this line"),
                let end = text[mark.upperBound...].firstIndex(of: "\n")
            else { continue }
            texts[String(name.prefix(2))] = String(text[text.index(after: end)...])
        }
        return texts
    }()

    @Test("every case has its line in the table")
    func complete() {
        #expect(Set(Self.cases.map(\.number)) == Set(Self.texts.keys))
    }

    @Test("a real case is read without an error, and never answered with the opposite", arguments: cases)
    func verdict(_ one: Case) throws {
        let text = try #require(Self.texts[one.number])
        let answer = try Ticket.analyzed(text)
        #expect(answer.verdict == one.verdict)
        if one.verdict == "unknown" {
            let commands = (answer["missing"] as? [[String: Any]] ?? []).compactMap { $0["settleWith"] as? String }
            #expect(!commands.isEmpty, "unknown without a command that would settle it")
            #expect((answer["plan"] as? [Any])?.isEmpty == true)
        }
    }

    @Test("a real case gives the same answer on standard input", arguments: ["01", "02", "43"])
    func standardInput(_ number: String) throws {
        let text = try #require(Self.texts[number])
        let run = try Shell.run(Shell.twinstore, ["analyze", "-", "--format", "json"], input: Data(text.utf8))
        #expect(run.status == 0, "\(run.errors)")
        #expect(try Ticket.node(run).verdict == Self.cases.first { $0.number == number }?.verdict)
    }

    @Test("an image that was removed and left both lists is the proof of the seed's case")
    func deletion() throws {
        let answer = try Ticket.analyzed(try #require(Self.texts["01"]))
        #expect(answer.says("deletion") == "same")
        #expect(answer.confidence == "certain")
    }
}

/// A pasted text through the built program.
enum Ticket {
    static func analyzed(_ text: String, name: String = "ticket.txt") throws -> [String: Any] {
        let folder = try Shell.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        let run = try Shell.run(Shell.twinstore, ["analyze", file.path, "--format", "json"])
        try #require(run.status == 0, "\(run.errors)")
        return try node(run)
    }

    static func node(_ run: Shell.Result) throws -> [String: Any] {
        let report = try #require(try JSONSerialization.jsonObject(with: run.outputBytes) as? [String: Any])
        return try #require((report["nodes"] as? [[String: Any]])?.first)
    }
}
