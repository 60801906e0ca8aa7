import NodeModel

extension ReportFormat {
    /// For a pipeline: one suite, a test a node, its newest snapshot. `junit.rng` beside the tests is its schema.
    ///
    /// A node fails its test where bytes lie on its disk that need not: `duplicated`, `partly-duplicated` and
    /// `leftover`. One that could not be judged is skipped, so that it can be seen and neither passes nor fails. With
    /// `--fail-on`, exactly the verdicts that it names fail, and `unknown` among them is an error: the test could not be
    /// carried out. So the file is red where the exit code is 3.
    public static let junit = ReportFormat(
        name: "junit", fileExtension: "xml", summary: "for a pipeline: a test a node, failed where bytes are wasted"
    ) { report, options, output in
        var names: [String: Int] = [:]
        for node in report.fleet.byFreed { names[node.node, default: 0] += 1 }
        func count(_ result: JUnitResult) -> String {
            let verdicts = report.fleet.verdicts.filter { JUnitResult($0.verdict, failOn: options.failOn) == result }
            return String(verdicts.reduce(0) { $0 + $1.nodes })
        }
        let counts = [
            ("tests", String(report.fleet.nodes)), ("failures", count(.failure)), ("errors", count(.error)),
            ("skipped", count(.skipped)), ("time", "0"),
        ]
        var writer = XMLWriter(output)
        writer.element("testsuites", [("name", "twinstore")] + counts) { writer in
            writer.element("testsuite", [("name", "twinstore")] + counts) { writer in
                func test(_ node: NodeSummary, _ full: Judgement?) {
                    let isAmbiguous = names[node.node] ?? 0 > 1
                    writer.test(
                        node, full, isAmbiguous: isAmbiguous, JUnitResult(node.verdict, failOn: options.failOn))
                }
                if report.isSummary { return report.forEachNode { test($0, nil) } }
                for node in report.latest { test(NodeSummary(node), node) }
            }
        }
        output = writer.output
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
    /// - Parameters:
    ///   - full: nil in a summary of a large fleet.
    ///   - isAmbiguous: whether several machines have the node's name; a test's name must be its own.
    fileprivate mutating func test(
        _ node: NodeSummary, _ full: Judgement?, isAmbiguous: Bool, _ result: JUnitResult
    ) {
        let name = isAmbiguous ? "\(node.node) (machine \(node.machine.prefix(Digest.shortest)))" : node.node
        let attributes = [("classname", "twinstore"), ("name", name), ("time", "0")]
        element("testcase", attributes) { writer in
            switch result {
            case .failure, .error:
                writer.element(
                    result.rawValue, [("message", node.headline), ("type", node.verdict.rawValue)],
                    lines: Self.lines(node, full))
            // `skipped` has no text in every reader: the message is all that it says.
            case .skipped:
                let next = full.flatMap(PlanLayout.next).map { "; \($0.words)" } ?? ""
                writer.element("skipped", [("message", node.headline + next)])
            case .passed: writer.element("system-out", lines: Self.lines(node, full))
            }
        }
    }

    /// What a log shows of a node: the answer, how sure, what to do.
    private static func lines(_ node: NodeSummary, _ full: Judgement?) -> [String] {
        var lines = [
            node.headline, "Verdict: \(node.verdict.rawValue) (\(node.verdict.title)), \(node.confidence.title)",
        ]
        guard let node = full else { return lines }
        lines += PlanLayout.next(node).map { ["Next: \($0.words)"] } ?? []
        lines += node.contradictions.map { "Contradiction: \($0.statement)" }
        for (index, step) in node.plan.enumerated() {
            let risk = step.risk.isEmpty ? "" : "; risk: \(step.risk)"
            lines += ["\(index + 1). \(step.command)", "   \(step.purpose)\(risk)"]
        }
        return lines
    }
}
