import Foundation
import TestSupport
import Testing

/// HandRules.md says of samples what twinstore says of them.
@Suite("The page of the hand rules")
struct DocumentationHandRuleTests {
    @Test("every verdict and every rule's word on the page is what the program gives for the sample")
    func page() throws {
        let page = try Documentation.page("HandRules.md")
        var verdicts = 0
        var words = 0
        for section in page.components(separatedBy: "\n## ").dropFirst() {
            guard let claim = section.firstMatch(of: /`(Samples\/[^`]+)` is `([a-z-]+)`, `([a-z]+)`/) else { continue }
            let answer = try answer(String(claim.1))
            #expect(answer["verdict"] as? String == String(claim.2), "\(claim.0)")
            #expect(answer["confidence"] as? String == String(claim.3), "\(claim.0)")
            verdicts += 1
            for said in section.matches(of: /`([a-z-]+)`\s+says\s+`([a-z]+)`/) {
                let checks = answer["checks"] as? [[String: Any]] ?? []
                let check = checks.first { $0["id"] as? String == String(said.1) }
                #expect(check?["says"] as? String == String(said.2), "\(claim.1): \(said.0)")
                words += 1
            }
        }
        #expect(verdicts >= 12)
        #expect(words >= 15)
    }

    @Test("every sample of a hand rule is on the page")
    func samples() throws {
        let page = try Documentation.page("HandRules.md")
        let folder = SampleTests.folder.appendingPathComponent("hand-rules").path
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(files.count >= 7)
        for file in files { #expect(page.contains("`Samples/hand-rules/\(file)`"), "\(file)") }
    }

    private func answer(_ sample: String) throws -> [String: Any] {
        let path = Recordings.packageRoot.appendingPathComponent(sample).path
        let run = try Shell.run(Shell.twinstore, ["analyze", "--format", "json", path])
        #expect(run.status == 0, "\(run.errors)")
        let report = try #require(try JSONSerialization.jsonObject(with: run.outputBytes) as? [String: Any])
        return try #require((report["nodes"] as? [[String: Any]])?.first)
    }
}
