import TestSupport
import Testing

@testable import Ingestion

@Suite("Planted secrets")
struct SecretCorpusTests {
    @Test("every text of the corpus has its secrets and what must survive in it, and every file is listed")
    func corpusIsWhole() throws {
        let listed = Set(
            SecretCorpus.all.flatMap { [$0.name, $0.name + ".secrets", $0.name + ".kept"] } + ["places.tsv"])
        let found = try Shell.run("/bin/ls", [SecretCorpus.folder.path]).output.split(separator: "\n").map(String.init)
        #expect(Set(found) == listed)
        for corpus in SecretCorpus.all {
            #expect(corpus.secrets.count > 10 && corpus.kept.count > 10, "\(corpus.name)")
            for word in corpus.secrets + corpus.kept { #expect(corpus.text.contains(word), "\(corpus.name): \(word)") }
        }
    }

    @Test("no planted secret survives the ingester's redaction, and all else does", arguments: SecretCorpus.all)
    func redaction(_ corpus: SecretCorpus) {
        var bytes = Array(corpus.text.utf8)
        _ = Redaction.redact(&bytes, isFile: corpus.isFile)
        let redacted = String(decoding: bytes, as: UTF8.self)
        #expect(corpus.faults(of: redacted) == [])
        #expect(
            redacted.split(separator: "\n", omittingEmptySubsequences: false).count
                == corpus.text.split(separator: "\n", omittingEmptySubsequences: false).count,
            "lines keep their numbers")
    }
}
