import Glibc

/// The twinstore that is measured, and what it can do.
struct Subject {
    var program: String
    var hasJobs: Bool
    /// Names of the report formats.
    var formats: [String]
    /// `@name` of each saved question with the arguments that it needs.
    var questions: [[String]]

    init(program: String, scratch: String) throws {
        self.program = program
        func help(_ arguments: String...) throws -> String {
            try Child.text([program] + arguments, scratch: scratch).text
        }
        hasJobs = try help("ingest", "--help").contains("--jobs")
        let report = try help("report", "--help")
        formats = ["text", "markdown", "json", "html", "csv", "junit"].filter { report.contains($0) }
        let list = try Child.text([program, "query", "--list"], scratch: scratch)
        questions = list.status == 0 ? Self.questions(list.text) : []
    }

    /// Rows of `query --list` that begin with a name; a parameter without a value gets one that fits any fleet.
    private static func questions(_ list: String) -> [[String]] {
        list.split(separator: "\n").compactMap { line in
            let words = line.split { " |│".contains($0) }.map(String.init)
            guard let name = words.first, name.hasPrefix("@") else { return nil }
            let open = words.filter { $0.hasSuffix("=…") }.map { String($0.dropLast(2)) }
            let values = ["node": "node-0000001.fra.example.com", "image": "nginx", "key": "set-up", "label": "set-up"]
            guard open.allSatisfy({ values[$0] != nil }) else { return nil }
            return [name] + open.flatMap { ["--param", "\($0)=\(values[$0] ?? "")"] }
        }
    }

    func ingest(_ folder: String, into database: String, threads: Int? = nil) -> [String] {
        let jobs = hasJobs ? threads.map { ["--jobs", "\($0)"] } ?? [] : []
        return [program, "ingest", "--quiet", "--database", database] + jobs + [folder]
    }

    static func remove(_ database: String) {
        for suffix in ["", "-wal", "-shm", "-journal"] { unlink(database + suffix) }
    }
}

/// One ingest of a fleet of some size, for how cost grows.
struct Growth {
    var snapshots: Int
    var cost: Cost
    var bytes: Int
    var database: String

    static func measure(_ subject: Subject, fleet: String, count: Int, scratch: String) throws -> Growth {
        let database = "\(scratch)/growth-\(count).db"
        Subject.remove(database)
        let cost = try Child.must(subject.ingest(fleet, into: database))
        return Growth(snapshots: count, cost: cost, bytes: Executable.size(database) ?? 0, database: database)
    }
}
