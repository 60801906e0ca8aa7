/// The contenders that do the same work on the same bundles, in turns.
struct Contest {
    var subject: Subject
    var scratch: String
    var fleet: String
    var rounds: Int
    var reference: String
    var own: String

    struct Results {
        var bundles = 0
        var rows = 0
        var packed = 0
        var unpacked = 0
        var unpack = Series()
        var insert = Series()
        var python = Series()
        var oneThread = Series()
        var allCores = Series()
        var again = Series()
        var databaseBytes = 0
    }

    var database: String { "\(scratch)/contest.db" }
    var firstBundle: String { (try? Truth.read(fleet).first.map { "\(fleet)/\($0.bundle)" }) ?? "" }

    func run() throws -> Results {
        let truths = try Truth.read(fleet)
        var results = Results()
        results.bundles = truths.count
        results.rows = truths.reduce(0) { $0 + $1.rows } / max(1, truths.count)
        results.packed = Int(Series.median(truths.map { Double($0.packed) }))
        results.unpacked = Int(Series.median(truths.map { Double($0.unpacked) }))
        // Once before it counts: the bundles are in memory for everyone.
        _ = try Child.must([own, "floor", "--unpack", fleet])
        let other = "\(scratch)/other.db"
        for round in 1...rounds {
            Run.say("round \(round)")
            results.unpack.costs.append(try Child.must([own, "floor", "--unpack", fleet]))
            Subject.remove(other)
            results.insert.costs.append(try Child.must([own, "floor", "--insert", other, fleet]))
            Subject.remove(other)
            results.python.costs.append(try Child.must(["python3", reference, other, fleet]))
            Subject.remove(database)
            results.oneThread.costs.append(try Child.must(subject.ingest(fleet, into: database, threads: 1)))
            Subject.remove(database)
            results.allCores.costs.append(try Child.must(subject.ingest(fleet, into: database)))
            results.again.costs.append(try Child.must(subject.ingest(fleet, into: database)))
        }
        Subject.remove(other)
        results.databaseBytes = Executable.size(database) ?? 0
        return results
    }
}
