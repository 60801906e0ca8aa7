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
        let nodes = report.latest
        var names: [String: Int] = [:]
        for node in nodes { names[node.node, default: 0] += 1 }
        func count(_ result: JUnitResult) -> String {
            String(nodes.count { JUnitResult($0.verdict, failOn: options.failOn) == result })
        }
        let counts = [
            ("tests", String(nodes.count)), ("failures", count(.failure)), ("errors", count(.error)),
            ("skipped", count(.skipped)), ("time", "0"),
        ]
        var writer = XMLWriter(output)
        writer.element("testsuites", [("name", "twinstore")] + counts) { writer in
            writer.element("testsuite", [("name", "twinstore")] + counts) { writer in
                for node in nodes {
                    let isAmbiguous = names[node.node] ?? 0 > 1
                    writer.test(node, isAmbiguous: isAmbiguous, JUnitResult(node.verdict, failOn: options.failOn))
                }
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
    /// - Parameter isAmbiguous: whether several machines have the node's name; a test's name must be its own.
    fileprivate mutating func test(_ node: Judgement, isAmbiguous: Bool, _ result: JUnitResult) {
        let name = isAmbiguous ? "\(node.node) (machine \(node.machine.prefix(Digest.shortest)))" : node.node
        let attributes = [("classname", "twinstore"), ("name", name), ("time", "0")]
        element("testcase", attributes) { writer in
            switch result {
            case .failure, .error:
                writer.element(
                    result.rawValue, [("message", node.headline), ("type", node.verdict.rawValue)],
                    lines: Self.lines(node))
            // `skipped` has no text in every reader: the message is all that it says.
            case .skipped:
                let next = PlanLayout.next(node).map { "; \($0.words)" } ?? ""
                writer.element("skipped", [("message", node.headline + next)])
            case .passed: writer.element("system-out", lines: Self.lines(node))
            }
        }
    }

    /// What a log shows of a node: the answer, how sure, what to do.
    private static func lines(_ node: Judgement) -> [String] {
        var lines = [
            node.headline, "Verdict: \(node.verdict.rawValue) (\(node.verdict.title)), \(node.confidence.title)",
        ]
        lines += PlanLayout.next(node).map { ["Next: \($0.words)"] } ?? []
        lines += node.contradictions.map { "Contradiction: \($0.statement)" }
        for (index, step) in node.plan.enumerated() {
            let risk = step.risk.isEmpty ? "" : "; risk: \(step.risk)"
            lines += ["\(index + 1). \(step.command)", "   \(step.purpose)\(risk)"]
        }
        return lines
    }
}
