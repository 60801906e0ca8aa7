import Evidence
import Glibc
import Ingestion
import NodeModel
import Reporting

/// One input through the whole program, as `twinstore analyze` would read it: whatever it is, it ends in a report or
/// in an error.
enum Trial {
    enum Outcome { case report, refused }

    /// - Returns: how it ended; a broken promise stops the process.
    @discardableResult
    static func run(_ archive: [UInt8]) -> Outcome {
        do {
            let bundle = try Ingest.open(archive: archive, name: "fuzz.tar")
            if bundle.isArchiveOfBundles { return try runAll(in: archive) }
            report(try bundle.snapshot(), archive.count)
            return .report
        } catch {
            promise(!error.detail.isEmpty && !error.advice.isEmpty, "an error without words")
            return .refused
        }
    }

    private static func report(_ snapshot: Snapshot, _ choice: Int) {
        promise(snapshot.issues.count <= limitOfIssues, "more issues than a bundle may give")
        let report = Report(judgements: [Judge.judge(snapshot)])
        // One format for each input, so that an input always does the same.
        let text = ReportFormat.all[choice / Tar.block % ReportFormat.all.count].string(report)
        promise(!text.isEmpty, "an empty report")
    }

    /// `Limits.issuesPerBundle` and the one that counts the rest.
    private static let limitOfIssues = 2_001

    /// The bundles of an archive of bundles, which is read from a file that has no name.
    private static func runAll(in archive: [UInt8]) throws(BundleError) -> Outcome {
        var path = Array("/tmp/twinstore-fuzz-XXXXXX".utf8CString)
        let file = mkstemp(&path)
        promise(file >= 0, "no temporary file")
        defer { close(file) }
        unlink(path)
        promise(write(file, archive, archive.count) == archive.count, "the temporary file is short")
        lseek(file, 0, SEEK_SET)
        let bundles = try BundleArchive("/proc/self/fd/\(file)")
        while let member = try bundles.next() {
            guard let bundle = try? Ingest.open(archive: member.bytes, name: member.name),
                let snapshot = try? bundle.snapshot()
            else { continue }
            report(snapshot, member.bytes.count)
        }
        return .report
    }

    private static func promise(_ holds: Bool, _ words: String) {
        guard !holds else { return }
        Watch.say("broken promise: \(words)\n")
        abort()
    }
}
