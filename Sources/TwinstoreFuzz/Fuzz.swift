import Glibc

/// Gives the whole program, from archive to report, what no collector writes; never shipped. See `Tests/fuzz/run`.
#if !LIBFUZZER
    @main
#endif
enum Fuzz {
    private static let usage = """
        twinstore-fuzz captures COUNT SEED FIRST KEEP DICTIONARY SAMPLE…   mutated captures, bundles, transcripts
        twinstore-fuzz archives COUNT SEED FIRST KEEP DICTIONARY SAMPLE…   mutated archives
        twinstore-fuzz seeds FOLDER SAMPLE…                                writes what they begin with
        twinstore-fuzz try FILE…                                           one input each, such as one of the corpus
        twinstore-fuzz archive FILE…                                       one archive each, as a campaign keeps it

        """

    static func main() {
        exit(run(Array(CommandLine.arguments.dropFirst())) ? 0 : 1)
    }

    private static func run(_ arguments: [String]) -> Bool {
        switch arguments.first {
        case "captures", "archives": return campaign(arguments)
        case "seeds" where arguments.count > 2: writeSeeds(arguments[1], Seeds(Array(arguments[2...])))
        case "try": for file in arguments.dropFirst() { attempt(file, FuzzInput(Files.read(file)).archive) }
        case "archive": for file in arguments.dropFirst() { attempt(file, Files.read(file)) }
        default:
            Watch.say(usage)
            return false
        }
        return true
    }

    private static func campaign(_ arguments: [String]) -> Bool {
        guard arguments.count > 6, let count = UInt64(arguments[1]), let seed = UInt64(arguments[2]),
            let first = UInt64(arguments[3])
        else {
            Watch.say(usage)
            return false
        }
        let campaign = Campaign(
            seeds: Seeds(Array(arguments[6...])), words: FuzzDictionary.words(Files.read(arguments[5])), seed: seed,
            first: first)
        guard !campaign.seeds.texts.isEmpty, !campaign.seeds.bundles.isEmpty, !campaign.seeds.archives.isEmpty,
            !campaign.words.isEmpty
        else {
            Watch.say("nothing to begin with in \(arguments[5...].joined(separator: " "))\n")
            return false
        }
        return arguments[0] == "captures"
            ? campaign.captures(count, keepingIn: arguments[4]) : campaign.archives(count, keepingIn: arguments[4])
    }

    private static func attempt(_ file: String, _ archive: [UInt8]) {
        Watch.begin(keeping: "/dev/null")
        var outcome = Trial.Outcome.refused
        let time = Watch.run(archive) { outcome = Trial.run(archive) }
        print("\(file): \(outcome), \(time / 1_000_000) ms")
    }

    private static func writeSeeds(_ folder: String, _ seeds: Seeds) {
        for (number, seed) in (seeds.texts + seeds.bundles).enumerated() {
            Files.write(seed.bytes, to: "\(folder)/text-\(number)")
        }
        for (number, archive) in seeds.archives.enumerated() {
            Files.write(FuzzInput(kind: "archive", archive).bytes, to: "\(folder)/archive-\(number)")
            for packing in Packing.allCases {
                let packed = FuzzInput(kind: "archive", packing.pack(archive))
                Files.write(packed.bytes, to: "\(folder)/archive-\(number)-\(packing)")
            }
        }
    }
}
