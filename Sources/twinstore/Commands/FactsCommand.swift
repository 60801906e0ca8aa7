import ArgumentParser
import Evidence
import Glibc
import Ingestion
import NodeModel
import Reporting

struct FactsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "facts", abstract: "Writes bundles as JSON, a line a snapshot, for engines that query many files.",
        discussion: """
            twinstore facts bundles/ > facts.ndjson
            twinstore facts - < node1.tar.gz
            find . -name '*.tar.gz' -print0 | twinstore facts --files-from - > all.ndjson

            A line is the answer for one bundle and depends on nothing else: no database, no clock, no other bundle (so \
            what was removed since an earlier snapshot is not seen; ingest and compare see it). Any engine can so run it \
            on as many machines as it has; Samples/engines/ does it with Spark, Kubernetes and GNU parallel. \
            facts-v1.schema.json describes a line. A bundle that cannot be read costs a line on standard error and exit \
            code 2.
            """)

    @OptionGroup var bundles: BundleArguments

    func run() throws {
        var paths = try bundles.found()
        paths.count()
        let threads = paths.total == 1 ? 0 : Processors.count
        var queue = IntakeQueue(paths, threads: threads, database: nil, isStoring: false)
        defer { queue.stop() }
        // Where the lines go to the terminal, they are the progress.
        var progress = Progress(
            of: "bundles", isWanted: !bundles.quiet && queue.total != 1 && !Console.outputIsTerminal)
        defer { progress.finish() }
        var (done, allRead) = (0, true)
        func fail(_ error: BundleError) {
            progress.finish()
            Console.warn(error.description)
            allRead = false
        }
        func noteMissing() { queue.takeErrors().forEach(fail) }
        while !queue.isAtEnd {
            if !queue.isBusy { queue.waitForPaths() }
            let next = queue.next()
            noteMissing()
            guard case .bundle(_, let outcome) = next else { continue }
            switch outcome {
            case .read(let judged, _): try write(judged.alone)
            case .failed(let error, _): fail(error)
            case .known: break
            case .archiveOfBundles: continue
            }
            done += 1
            progress.update(done: done, of: queue.total)
        }
        // Where no path meant anything there was no bundle.
        noteMissing()
        if !allRead { throw ExitStatus.unreadableBundle }
    }

    /// One write a line, so that a run that is killed leaves whole lines.
    private func write(_ judgement: Judgement) throws {
        guard Console.write(FactsLine.bytes(judgement), to: STDOUT_FILENO) else {
            throw OutputError(name: "standard output", reason: String(cString: strerror(errno)))
        }
    }
}
