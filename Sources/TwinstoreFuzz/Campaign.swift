import Glibc

/// A number of mutated inputs, one after the other, and what they cost. The same seed gives the same inputs.
struct Campaign {
    var seeds: Seeds
    var words: [[UInt8]]
    var seed: UInt64
    /// The number of the first input: an interrupted campaign goes on where it was.
    var first: UInt64

    /// Nanoseconds of processor time above which an input is kept as slow.
    private static let slow: UInt64 = 2_000_000_000

    func captures(_ count: UInt64, keepingIn folder: String) -> Bool {
        run("captures", count, folder) { number in
            var mutation = Mutation(random: SplitMix64(seed, number), words: words)
            let isWhole = Int.random(in: 0..<4, using: &mutation.random) == 0
            guard var input = (isWhole ? seeds.bundles : seeds.texts).randomElement(using: &mutation.random),
                let other = seeds.texts.randomElement(using: &mutation.random)
            else { return [] }
            mutation.change(&input.bytes, from: input.kind.utf8.count + 1, other: other.bytes)
            return input.archive
        }
    }

    func archives(_ count: UInt64, keepingIn folder: String) -> Bool {
        run("archives", count, folder) { number in
            var mutation = Mutation(random: SplitMix64(~seed, number), words: words)
            guard var archive = seeds.archives.randomElement(using: &mutation.random) else { return [] }
            let isPacked = Int.random(in: 0..<2, using: &mutation.random) == 0
            let changesTar = !isPacked || Int.random(in: 0..<2, using: &mutation.random) == 0
            if changesTar { mutation.change(tar: &archive) }
            guard isPacked else { return archive }
            archive = (Packing.allCases.randomElement(using: &mutation.random) ?? .gzip).pack(archive)
            if !changesTar { mutation.change(packed: &archive) }
            return archive
        }
    }

    /// Whether none was slow; a crash ends the process.
    private func run(_ what: String, _ count: UInt64, _ folder: String, _ make: (UInt64) -> [UInt8]) -> Bool {
        Watch.begin(keeping: "\(folder)/crash-\(what)-\(seed)")
        var (reports, slowest, slowestNumber, total, slow) = (0, UInt64(0), first, UInt64(0), 0)
        for number in first..<first + count {
            let archive = make(number)
            let time = Watch.run(archive) { if Trial.run(archive) == .report { reports += 1 } }
            total += time
            if time > slowest { (slowest, slowestNumber) = (time, number) }
            if time > Self.slow {
                slow += 1
                Files.write(archive, to: "\(folder)/slow-\(what)-\(seed)-\(number)")
            }
            if (number + 1 - first) % 100_000 == 0 { Watch.say("\(number + 1 - first) \(what)\n") }
        }
        print(
            """
            \(count) mutated \(what) (seed \(seed)): \(reports) reports, the others refused with an error, no crash, \
            \(slow) slower than 2 s; slowest \(slowest / 1_000_000) ms (input \(slowestNumber)), in all \
            \(total / 1_000_000_000) s, peak memory \(Self.peakMemory >> 10) MiB
            """)
        return slow == 0
    }

    /// In KiB.
    private static var peakMemory: Int {
        var usage = rusage()
        // RUSAGE_SELF, whose type differs from one C library to the next.
        getrusage(0, &usage)
        return usage.ru_maxrss
    }
}
