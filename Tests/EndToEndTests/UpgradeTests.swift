import Foundation
import NodeModel
import TestSupport
import Testing

@testable import Storage

/// From outside: what a user has from an older program is read, and what is of a newer one is named and left alone.
@Suite("Upgrades")
struct UpgradeTests {
    private static let fixtures = Recordings.packageRoot.appendingPathComponent("Tests/StorageTests/Fixtures")
    private static let sample = Recordings.packageRoot.appendingPathComponent("Samples/two-live.tar.gz")
    static let olderSchemas = Array(1..<Migration.newest)
    /// This program's own schema, kept already for the day when there is a newer one.
    static var keepsNewest: Bool {
        FileManager.default.fileExists(atPath: fixtures.appendingPathComponent("schema-\(Migration.newest).db").path)
    }

    /// The commands that read a database, those that write into it, and what stands for its path in each.
    static let readers = [
        ["report", "-d", "DB"], ["explain", "-d", "DB", "two-live-trixie"], ["query", "-d", "DB", "SELECT 1"],
        ["schema", "-d", "DB"], ["compare", "-d", "DB", "2026-11-01", "2026-11-23"], ["merge", "DB", "-o", "OUT"],
    ]
    static let writers = [["ingest", "-d", "DB", "BUNDLE"], ["judge", "-d", "DB"], ["merge", "OTHER", "-o", "DB"]]

    private func run(_ arguments: [String], on database: URL) throws -> Shell.Result {
        let folder = database.deletingLastPathComponent()
        let words = arguments.map { word in
            switch word {
            case "DB": database.path
            case "OUT": folder.appendingPathComponent("out.db").path
            case "OTHER": folder.appendingPathComponent("other.db").path
            case "BUNDLE": Self.sample.path
            default: word
            }
        }
        return try Shell.run(Shell.twinstore, words)
    }

    private func copy(ofSchema version: Int) throws -> URL {
        let database = try Shell.temporaryFolder().appendingPathComponent("fleet.db")
        try FileManager.default.copyItem(
            at: Self.fixtures.appendingPathComponent("schema-\(version).db"), to: database)
        return database
    }

    /// A database of this program whose schema says that it is of a later one; `other.db` beside it is not changed.
    private func newer() throws -> URL {
        let database = try Shell.temporaryFolder().appendingPathComponent("fleet.db")
        let other = database.deletingLastPathComponent().appendingPathComponent("other.db")
        let made = try Shell.run(Shell.twinstore, ["ingest", "-q", "-d", other.path, Self.sample.path])
        try #require(made.status == 0, "\(made.errors)")
        var bytes = try Data(contentsOf: other)
        // Bytes 60 to 63 are the user version: https://www.sqlite.org/fileformat.html#user_version_number
        bytes.replaceSubrange(60..<64, with: [0, 0, 0, 99])
        try bytes.write(to: database)
        return database
    }

    /// The database with everything that a program could leave beside it.
    private func state(_ database: URL) throws -> [String: Data] {
        let folder = database.deletingLastPathComponent()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        return try names.filter { $0.hasPrefix("fleet.db") }.reduce(into: [:]) { found, name in
            found[name] = try Data(contentsOf: folder.appendingPathComponent(name))
        }
    }

    @Test("a database of every earlier schema is kept as a fixture")
    func census() throws {
        #expect(!Self.olderSchemas.isEmpty)
        for version in Self.olderSchemas + (Self.keepsNewest ? [Migration.newest] : []) {
            let header = try Data(contentsOf: Self.fixtures.appendingPathComponent("schema-\(version).db")).prefix(64)
            #expect(Array(header.suffix(4)) == [0, 0, 0, UInt8(version)], "schema-\(version).db")
        }
    }

    @Test("readers leave an older schema as it is and name the command that renews it", arguments: readers)
    func older(reader: [String]) throws {
        for version in Self.olderSchemas {
            let database = try copy(ofSchema: version)
            let before = try state(database)
            let result = try run(reader, on: database)
            #expect(result.status == 1)
            #expect(result.output == "")
            #expect(
                result.errors.contains(
                    "schema version \(version), this twinstore reads \(Migration.newest); bring it up to date with "
                        + "`twinstore judge --database \(database.path)`"), "\(result.errors)")
            #expect(try state(database) == before)
        }
    }

    @Test("that command renews it, and its answers are those of the same bundles", arguments: olderSchemas)
    func renewed(version: Int) throws {
        let database = try copy(ofSchema: version)
        let judged = try run(["judge", "-q", "-d", "DB"], on: database)
        #expect(judged.status == 0, "\(judged.errors)")
        try compareWithFreshBundles(database)
    }

    @Test(
        "a database of this schema is read as an earlier build wrote it, and left as it is", .enabled(if: keepsNewest))
    func unchanged() throws {
        let database = try copy(ofSchema: Migration.newest)
        let before = try state(database)
        try compareWithFreshBundles(database)
        for reader in Self.readers {
            let result = try run(reader, on: database)
            #expect(result.status == 0, "\(reader): \(result.errors)")
        }
        #expect(try state(database) == before)
        let known = try run(["ingest", "-q", "--verbose", "-d", "DB", "BUNDLE"], on: database)
        #expect(known.status == 0)
        #expect(known.errors == "known \(Self.sample.path)\n")
    }

    /// Its report is that of the bundles which the fixtures were made of, and it has every view that a new database has.
    private func compareWithFreshBundles(_ database: URL) throws {
        let old = try run(["report", "-d", "DB", "-f", "csv"], on: database)
        #expect(old.status == 0, "\(old.errors)")
        let new = database.deletingLastPathComponent().appendingPathComponent("new.db")
        let bundles = ["two-live.tar.gz", "leftover-docker.tar.gz", "two-live-pair"].map {
            Recordings.packageRoot.appendingPathComponent("Samples/\($0)").path
        }
        let made = try Shell.run(Shell.twinstore, ["ingest", "-q", "-d", new.path] + bundles)
        #expect(made.status == 0, "\(made.errors)")
        let expected = try run(["report", "-d", "DB", "-f", "csv"], on: new)
        #expect(old.output == expected.output)
        #expect(old.output.split(whereSeparator: \.isNewline).count == 4)
        let schema = try run(["schema", "-d", "DB", "-f", "json"], on: database)
        #expect(schema.status == 0, "\(schema.errors)")
        // A step that was edited after its database was kept.
        #expect(schema.output == (try run(["schema", "-d", "DB", "-f", "json"], on: new)).output)
    }

    @Test("a database of a newer schema is named and not touched by any command", arguments: readers + writers)
    func newerSchema(command: [String]) throws {
        let database = try newer()
        let before = try state(database)
        let result = try run(command, on: database)
        #expect(result.status == 1)
        #expect(result.output == "")
        let said = "\(database.path) has schema version 99, this twinstore knows up to \(Migration.newest); "
        #expect(result.errors.contains(said + "use the newer twinstore"), "\(result.errors)")
        #expect(try state(database) == before)
        let out = database.deletingLastPathComponent().appendingPathComponent("out.db").path
        #expect(!FileManager.default.fileExists(atPath: out))
    }

    @Test("a bundle of a newer format is named, and costs only itself")
    func newerBundle() throws {
        let folder = try Shell.temporaryFolder()
        let unpacked = folder.appendingPathComponent("later-node")
        try FileManager.default.createDirectory(at: unpacked, withIntermediateDirectories: true)
        try Data("format\t7\nnode\tlater\n".utf8).write(to: unpacked.appendingPathComponent("node.tsv"))
        try Data("name\tstatus\n".utf8).write(to: unpacked.appendingPathComponent("manifest.tsv"))
        let bundle = folder.appendingPathComponent("later.tar.gz").path
        let packed = try Shell.run("/bin/tar", ["-czf", bundle, "-C", folder.path, "later-node"])
        try #require(packed.status == 0, "\(packed.errors)")
        let before = try Data(contentsOf: URL(fileURLWithPath: bundle))

        let said = "later.tar.gz: it has bundle format 7, and this program reads 1; use a newer twinstore"
        let analyzed = try Shell.run(Shell.twinstore, ["analyze", "-q", bundle, Self.sample.path, "-f", "csv"])
        #expect(analyzed.status == 2)
        #expect(analyzed.errors.contains(said), "\(analyzed.errors)")
        #expect(analyzed.output.contains("two-live-trixie"))
        let database = folder.appendingPathComponent("fleet.db")
        let stored = try Shell.run(Shell.twinstore, ["ingest", "-q", "-d", database.path, bundle, Self.sample.path])
        #expect(stored.status == 2)
        #expect(stored.errors.contains(said), "\(stored.errors)")
        let report = try run(["report", "-d", "DB", "-f", "csv"], on: database)
        #expect(report.output.split(whereSeparator: \.isNewline).count == 2)
        #expect(try Data(contentsOf: URL(fileURLWithPath: bundle)) == before)
    }

    @Test("a bundle of every format that there was is read: version 1")
    func formats() throws {
        let listing = try Shell.run("/bin/tar", ["-xzOf", Self.sample.path, "--wildcards", "*/node.tsv"])
        #expect(listing.output.hasPrefix("format\t1\n") || listing.output.contains("\nformat\t1\n"))
        let read = try Shell.run(Shell.twinstore, ["analyze", "-q", Self.sample.path, "-f", "csv"])
        #expect(read.status == 0, "\(read.errors)")
        #expect(read.output.contains("two-live-trixie"))
    }
}
