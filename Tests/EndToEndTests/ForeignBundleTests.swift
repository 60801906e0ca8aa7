import Foundation
import TestSupport
import Testing

/// What the bundles of other collectors let twinstore say of the recorded nodes, through the built program.
@Suite("Foreign bundles", .enabled(if: Recordings.folder != nil, "../shared/recordings is missing"))
struct ForeignBundleTests {
    @Test("print")
    func explore() throws {
        for scenario in Recordings.scenarios {
            for bundle in [
                ForeignBundle.rancher(scenario), .sos(scenario), .sos(scenario, criTools: false), .eks(scenario),
                .troubleshoot(scenario), .insights(scenario),
            ] {
                let node = try analyzed(bundle)
                print(
                    scenario, bundle.name, node.verdict ?? "", node.confidence ?? "", node["relation"] ?? "",
                    (node["missing"] as? [[String: Any]] ?? []).compactMap { $0["capture"] as? String })
                print(
                    "   ",
                    (node["checks"] as? [[String: Any]] ?? []).filter { ($0["says"] as? String) != "unknown" }.map {
                        "\($0["id"]!)=\($0["says"]!)"
                    }, (node["images"] as? [Any])?.count ?? -1, node["issues"] ?? "")
            }
        }
    }
}

func analyzed(_ bundle: ForeignBundle) throws -> [String: Any] {
    let folder = try Shell.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = try Shell.run(Shell.twinstore, ["analyze", bundle.write(into: folder).path, "--format", "json"])
    try #require(run.status == 0, "\(run.errors)")
    let report = try #require(try JSONSerialization.jsonObject(with: run.outputBytes) as? [String: Any])
    return try #require((report["nodes"] as? [[String: Any]])?.first)
}
