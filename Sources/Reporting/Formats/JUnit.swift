import NodeModel

extension ReportFormat {
    /// For a pipeline: one suite, a test a node, its newest snapshot. `junit.rng` beside the tests is its schema.
    ///
    /// A node fails its test where bytes lie on its disk that need not: `duplicated`, `partly-duplicated` and
    /// `leftover`. One that could not be judged is skipped, so that it can be seen and neither passes nor fails. With
    /// `--fail-on`, exactly the verdicts that it names fail, and `unknown` among them is an error: the test could not be
    /// carried out. So the file is red where the exit code is 3.
    public static let junit = ReportFormat(
        name: "junit", fileExtension: "xml", summary: "for a pipeline: a test a node, failed where bytes are wasted",
        showsRankings: false
    ) { report, options, output in
        func result(_ verdict: Verdict) -> JUnitResult { JUnitResult(verdict, failOn: options.failOn) }
        func count(_ wanted: JUnitResult) -> String {
            String(report.fleet.verdicts.reduce(0) { $0 + (result($1.verdict) == wanted ? $1.nodes : 0) })
        }
        let counts = [
            ("tests", String(report.fleet.nodes)), ("failures", count(.failure)), ("errors", count(.error)),
            ("skipped", count(.skipped)), ("time", "0"),
        ]
        var writer = XMLWriter(output)
        writer.element("testsuites", [("name", "twinstore")] + counts) { writer in
            writer.element("testsuite", [("name", "twinstore")] + counts) { writer in
                // By name: whether several machines have one is seen at its neighbours.
                var pending: JUnitTest?
                func add(_ next: JUnitTest) {
                    var next = next
                    if pending?.node.node == next.node.node {
                        pending?.isAmbiguous = true
                        next.isAmbiguous = true
                    }
                    if let test = pending { writer.add(test, result(test.node.verdict)) }
                    pending = next
                }
                if report.isSummary {
                    report.forEachNode { add(JUnitTest(node: $0)) }
                } else {
                    for node in report.latest { add(JUnitTest(node: NodeSummary(node), judgement: node)) }
                }
                if let test = pending { writer.add(test, result(test.node.verdict)) }
            }
        }
        output = writer.output
    }
}

private struct JUnitTest {
    var node: NodeSummary
    /// What a summary lacks: the plan. nil where the fleet is too large.
    var judgement: Judgement?
    /// Whether several machines have the node's name; a test's name must be its own.
    var isAmbiguous = false

    var name: String {
        isAmbiguous ? "\(node.node) (machine \(node.machine.prefix(Digest.shortest)))" : node.node
    }

    var next: String { judgement.map { PlanLayout.next($0).words } ?? PlanLayout.next(node) }

    /// What a log shows of a node: the answer, how sure, what to do.
    var lines: [String] {
        var lines = [
            node.headline, "Verdict: \(node.verdict.rawValue) (\(node.verdict.title)), \(node.confidence.title)",
        ]
        lines.append("Next: \(next)")
        guard let judgement else { return lines }
        lines += judgement.contradictions.map { "Contradiction: \($0.statement)" }
        for (index, step) in judgement.plan.enumerated() {
            let risk = step.risk.isEmpty ? "" : "; risk: \(step.risk)"
            lines += ["\(index + 1). \(step.command)", "   \(step.purpose)\(risk)"]
        }
        return lines
    }
}

private enum JUnitResult: String {
    case failure, error, skipped, passed

    init(_ verdict: Verdict, failOn: Set<Verdict>?) {
        let fails = failOn?.contains(verdict) ?? verdict.isWasteful
        if verdict == .unknown { self = fails ? .error : .skipped } else { self = fails ? .failure : .passed }
    }
}

extension XMLWriter {
    fileprivate mutating func add(_ test: JUnitTest, _ result: JUnitResult) {
        let node = test.node
        element("testcase", [("classname", "twinstore"), ("name", test.name), ("time", "0")]) { writer in
            switch result {
            case .failure, .error:
                writer.element(
                    result.rawValue, [("message", node.headline), ("type", node.verdict.rawValue)], lines: test.lines)
            // `skipped` has no text in every reader: the message is all that it says.
            case .skipped:
                writer.element("skipped", [("message", node.headline + "; " + test.next)])
            case .passed: writer.element("system-out", lines: test.lines)
            }
        }
    }
}
