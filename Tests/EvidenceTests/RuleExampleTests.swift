import Evidence
import Foundation
import NodeModel
import TestSupport
import Testing

@Suite("Rules")
struct RuleExampleTests {
    struct Case: CustomTestStringConvertible {
        let rule: Rule
        let example: Rule.Example
        var testDescription: String { "\(rule.id): \(example.name)" }
    }

    static let cases = Rule.all.flatMap { rule in rule.examples.map { Case(rule: rule, example: $0) } }

    @Test("a rule says of its own example what the example claims", arguments: cases)
    func example(_ one: Case) {
        let check = one.rule.checked(one.example.snapshot, after: one.example.previous)
        #expect(check.says == one.example.says, "\(check.statement)")
    }

    @Test("a rule that speaks shows the lines that prove it", arguments: cases)
    func proof(_ one: Case) {
        let check = one.rule.checked(one.example.snapshot, after: one.example.previous)
        if check.says.isDecisive { #expect(!check.sources.isEmpty) }
        if check.says == .unknown { #expect(check.missing.allSatisfy { !$0.settleWith.isEmpty }) }
    }

    @Test("a rule without its evidence says unknown and what it lacks", arguments: Rule.all)
    func withoutEvidence(_ rule: Rule) {
        let empty = Snapshot(
            node: "n", collectedAt: Timestamp(seconds: 0), bundle: BundleIdentity(name: "n", sha256: ""))
        let check = rule.checked(empty)
        #expect(check.says == .unknown)
        #expect(!check.missing.isEmpty)
    }

    @Test("every rule has an example for which it decides and one for which it does not", arguments: Rule.all)
    func bothKinds(_ rule: Rule) {
        #expect(rule.examples.contains { $0.says.isDecisive })
        #expect(rule.examples.contains { !$0.says.isDecisive } || rule.examples.count > 2)
    }

    @Test("every file of Rules is in Rule.all")
    func census() throws {
        let folder = Recordings.packageRoot.appendingPathComponent("Sources/Evidence/Rules")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
        let list = try String(
            contentsOf: folder.deletingLastPathComponent().appendingPathComponent("Rule+All.swift"), encoding: .utf8)
        for file in files {
            let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
            let name = try #require(text.firstMatch(of: /static let (\w+) = Rule\(/)?.1, "\(file) holds no rule")
            #expect(list.contains(".\(name),"), "Rules/\(file) is not listed in Rule.all")
        }
        #expect(files.count == Rule.all.count)
        #expect(Set(Rule.all.map(\.id)).count == Rule.all.count)
    }
}

extension Saying {
    fileprivate var isDecisive: Bool { self == .same || self == .different || self == .partly }
}

extension Rule: CustomTestStringConvertible {
    public var testDescription: String { id }
}
