import ArgumentParser
import Evidence
import Glibc
import Ingestion
import Reporting

struct FactsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "facts", abstract: "Writes bundles as JSON, a line a snapshot, for engines that query many files.",
        discussion: """
            twinstore facts bundles/ > facts.ndjson
            twinstore facts - < node1.tar.gz

            A line is the answer for one bundle and depends on nothing else: no database, no clock, no other bundle (so \
            what was removed since an earlier snapshot is not seen; ingest and compare see it). Any engine can so run it \
            on as many machines as it has; Samples/engines/ does it with Spark, Kubernetes and GNU parallel. \
            facts-v1.schema.json describes a line. A bundle that cannot be read costs a line on standard error and exit \
            code 2.
            """)

    @OptionGroup var bundles: BundleArguments

    func run() throws {
        var (paths, allRead) = BundleArguments.expanded(bundles.paths)
        var progress = Progress(total: paths.count, quiet: bundles.quiet || Console.outputIsTerminal)
        defer { progress.finish() }
        for (done, path) in paths.enumerated() {
            progress.update(done: done)
            guard let line = Self.line(of: path) else {
                allRead = false
                continue
            }
            // One write a line, so that a run that is killed leaves whole lines.
            guard Console.write(line, to: STDOUT_FILENO) else {
                throw OutputError(name: "standard output", reason: String(cString: strerror(errno)))
            }
        }
        if !allRead { throw ExitStatus.unreadableBundle }
    }

    /// nil where the bundle cannot be read, which is said.
    private static func line(of path: String) -> [UInt8]? {
        do {
            return FactsLine.bytes(Judge.judge(try Ingest.snapshot(of: path)))
        } catch {
            Console.warn(error.description)
            return nil
        }
    }
}
