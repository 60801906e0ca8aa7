import Evidence
import NodeModel
import Testing

/// What ingest stores where a node has several snapshots: the cheap way comes to what the whole way comes to.
@Suite("Judged after an earlier snapshot")
struct JudgedTests {
    struct Pair {
        var before: Snapshot
        var after: Snapshot
    }

    /// A random node, and the same a while later: images left one list, the other, or both, or nothing did; a capture was
    /// not taken; or it is another machine altogether.
    static func pairs(_ seed: Int) -> [Pair] {
        var random = Seeded(seed)
        let before = RandomNode(seed: seed).node.snapshot
        var pairs: [Pair] = []
        for step in 0..<6 {
            var after = before
            after.collectedAt = Timestamp(seconds: before.collectedAt.seconds + 3600 * Int64(step))
            let gone = Set(
                before.facts.images.compactMap(\.id).filter { _ in Int.random(in: 0...2, using: &random) == 0 })
            after.facts.images.removeAll { image in
                guard let id = image.id, gone.contains(id) else { return false }
                return switch step {
                case 1: image.source.capture.isKind("docker-images")
                case 2: !image.source.capture.isKind("docker-images")
                case 3: true
                default: Bool.random(using: &random)
                }
            }
            pairs.append(Pair(before: before, after: step == 0 ? before : after))
        }
        let kinds = Set(before.captures.map(\.id.kind)).sorted()
        let lost = Set(kinds.shuffled(using: &random).prefix(3))
        pairs.append(Pair(before: before.without { lost.contains($0.kind) }, after: pairs[1].after))
        pairs.append(Pair(before: before, after: pairs[2].after.without { lost.contains($0.kind) }))
        pairs.append(Pair(before: RandomNode(seed: seed + 1).node.snapshot, after: pairs[3].after))
        return pairs + pairs.map { Pair(before: $0.after, after: $0.before) }
    }

    @Test("judging again is judging both", arguments: PropertyTests.seeds)
    func again(_ seed: Int) {
        for pair in Self.pairs(seed) {
            let whole = Judge.judge(pair.after, after: pair.before)
            let judged = Judged(pair.after)
            #expect(judged.alone == Judge.judge(pair.after))
            #expect(judged.judgement(after: Judged(pair.before)) == whole)
            #expect(judged.judgement(after: pair.before) == whole)
        }
    }

    @Test("judging the examples of every rule again is judging both")
    func examples() {
        let examples = Rule.all.flatMap(\.examples)
        #expect(examples.contains { $0.previous != nil })
        for example in examples {
            for previous in examples.compactMap(\.previous) {
                #expect(
                    Judged(example.snapshot).judgement(after: previous)
                        == Judge.judge(example.snapshot, after: previous),
                    "\(example.name)")
            }
        }
    }

    @Test("among the pairs are some whose check of deletions, and some whose whole answer, the earlier one changes")
    func telling() {
        let pairs = PropertyTests.seeds.flatMap(Self.pairs)
        var checks = 0
        var answers = 0
        for pair in pairs {
            let alone = Judge.judge(pair.after)
            var whole = Judge.judge(pair.after, after: pair.before)
            if whole.checks != alone.checks { checks += 1 }
            whole.checks = alone.checks
            if whole != alone { answers += 1 }
        }
        #expect(checks > 100)
        #expect(answers > 10)
        #expect(answers < pairs.count / 2)
    }
}
