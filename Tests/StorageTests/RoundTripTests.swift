import NodeModel
import Testing

@testable import Storage

@Suite("A snapshot comes back as it was saved")
struct RoundTripTests {
    @Test("every field of every fact, sources included")
    func everything() throws {
        let store = try SnapshotStore.inMemory()
        let snapshot = FullSnapshot.make()
        let id = try stored(store.save(snapshot))
        let loaded = try store.snapshot(id: id)
        #expect(loaded == snapshot)
        #expect(loaded.facts == snapshot.facts)
        #expect(loaded.captures == snapshot.captures)
        #expect(loaded.collector == snapshot.collector)
        #expect(loaded.issues == snapshot.issues)
    }

    @Test("the snapshot of these tests leaves no field at its default")
    func nothingIsLeftDefault() {
        var walk = FieldWalk()
        walk.visit(FullSnapshot.make(), as: "Snapshot")
        #expect(walk.filled.count > 120)
        #expect(walk.onlyDefault == [])
    }

    @Test("texts keep their bytes, not only their meaning: two Unicode forms of é stay two")
    func unicodeForms() throws {
        let store = try SnapshotStore.inMemory()
        var snapshot = FullSnapshot.make()
        let forms = ["caf\u{E9}", "cafe\u{301}", "a\u{301}\u{323}", "a\u{323}\u{301}"]
        snapshot.facts.units[0].environment = forms
        snapshot.facts.settings = forms.map {
            Setting(.dockerRoot, $0, source: FullSnapshot.source(CaptureID("file:/" + $0), 1))
        }
        let loaded = try store.snapshot(id: stored(store.save(snapshot)))
        #expect(loaded.facts.units[0].environment.map { Array($0.utf8) } == forms.map { Array($0.utf8) })
        #expect(loaded.facts.settings.map { Array($0.value.utf8) } == forms.map { Array($0.utf8) })
    }

    @Test("facts that do not come in the order of captures and lines keep their order")
    func disorder() throws {
        let store = try SnapshotStore.inMemory()
        var snapshot = FullSnapshot.make()
        snapshot.facts.images.reverse()
        snapshot.facts.settings.shuffle()
        snapshot.facts.settings += snapshot.facts.settings
        snapshot.facts.processes.reverse()
        snapshot.facts.blobs += snapshot.facts.blobs
        let loaded = try store.snapshot(id: stored(store.save(snapshot)))
        #expect(loaded == snapshot)
    }

    @Test("lists longer than a batch of rows", arguments: [15, 16, 17, 64, 1000])
    func longLists(count: Int) throws {
        let store = try SnapshotStore.inMemory()
        var snapshot = FullSnapshot.make()
        snapshot.facts.settings = (0..<count).map {
            Setting(.nodeSystem, "value \($0 % 7)", source: FullSnapshot.source("file:/etc/os-release", $0 / 3))
        }
        snapshot.facts.units[0].execStart = (0..<count).map { "argument \($0)" }
        let loaded = try store.snapshot(id: stored(store.save(snapshot)))
        #expect(loaded == snapshot)
    }

    @Test("a snapshot with nothing in it")
    func empty() throws {
        let store = try SnapshotStore.inMemory()
        let snapshot = Snapshot(
            node: "", collectedAt: Timestamp(seconds: -1), bundle: BundleIdentity(name: "", sha256: ""))
        #expect(try store.snapshot(id: stored(store.save(snapshot))) == snapshot)
    }

    @Test("numbers at the ends of their range")
    func extremes() throws {
        let store = try SnapshotStore.inMemory()
        var snapshot = FullSnapshot.make()
        snapshot.facts.diskUses[0].bytes = ByteRange(low: .min, high: .max)
        snapshot.facts.blobs[0].bytes = .max
        snapshot.facts.processes[0].pid = .max
        snapshot.captures[0].exit = .min
        #expect(try store.snapshot(id: stored(store.save(snapshot))) == snapshot)
    }

    @Test("a quote that was changed after it was cut comes back as it is")
    func uncutQuote() throws {
        let store = try SnapshotStore.inMemory()
        var snapshot = FullSnapshot.make()
        snapshot.facts.processes[0].source.quote = String(repeating: "\t long", count: 90)
        snapshot.facts.images[0].source.quote = String(repeating: "x", count: 900)
        #expect(try store.snapshot(id: stored(store.save(snapshot))) == snapshot)
    }

    @Test("many snapshots share words, and each comes back from a file that is opened again")
    func fromFile() throws {
        try withTemporaryFile { path in
            let snapshots = (0..<20).map { FullSnapshot.make(node: "n\($0 % 5)", clock: Int64(1000 + $0)) }
            let store = try SnapshotStore.open(path: path, mode: .readWriteCreate)
            let ids = try store.transaction { try snapshots.map { try stored(store.save($0)) } }
            try store.close()
            let reader = try SnapshotStore.open(path: path, mode: .readOnly)
            for (id, snapshot) in zip(ids, snapshots) { #expect(try reader.snapshot(id: id) == snapshot) }
        }
    }

    @Test(
        "a line is shared without the values that its row keeps, and comes back whole",
        arguments: [
            ("212472 /var/lib/docker", ["212472"], "{0} /var/lib/docker"),
            ("/a present 7 12 ext4", ["7", "12"], "/a present {0} {1} ext4"),
            ("/a present 12 7", ["7", "12"], "/a present 12 {0}"), ("nothing of it", ["7"], "nothing of it"),
            ("{0} 7 }{", ["7"], "{{0} {0} }{{"), ("{0}", [], "{0}"), ("", ["7"], ""), ("x", [""], "x"),
            ("77", ["7", "7"], "{0}{1}"), ("é7é", ["7"], "é{0}é"),
        ])
    func patterns(quote: String, values: [String], pattern: String) {
        var bytes: [UInt8] = []
        QuotePattern.append(quote, without: values, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == pattern)
        #expect(QuotePattern.expand(pattern, with: values) == quote)
    }

    @Test(
        "a process's title is shared without its container's ID",
        arguments: [
            ("shim -id \(FullSnapshot.container) -x", "shim -id {} -x"), ("dockerd", "dockerd"),
            (FullSnapshot.container + "0", FullSnapshot.container + "0"),
            ("{} \(FullSnapshot.container)", "{} \(FullSnapshot.container)"),
        ])
    func titles(arguments: String, pattern: String) {
        let title = ProcessTitle(arguments)
        #expect(title.pattern == pattern)
        #expect(title.text == arguments)
    }

    @Test("a line of ps is kept as its head and title wherever it is made of them, cut or not")
    func heads() {
        let title = String((0..<240).map { Character(Unicode.Scalar(UInt8(33 + $0 * 7 % 90))) })
        var kept = 0
        for head in ["", "1 ", "812 1 root 86400 ", "7 é "] {
            for count in 1...240 {
                let title = String(title.prefix(count))
                let line = ProcessTitle.line(head: head, arguments: title)
                let found = ProcessTitle.head(of: line, arguments: title)
                #expect(found == head, "\(head)\(count)")
                kept += found == nil ? 0 : 1
            }
        }
        #expect(kept == 960)
        let strange = [("a b", "c"), ("", "c"), ("…", "c"), ("c", ""), ("xc d", "c"), ("dockerd…", "dockerd -H")]
        for (line, title) in strange {
            #expect(ProcessTitle.head(of: line, arguments: title) == nil, "\(line)")
        }
    }
}
