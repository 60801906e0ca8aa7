import NodeModel
import Testing

@testable import Reporting

@Suite struct BytesTests {
    @Test(
        "bytes are printed in decimal units with three significant digits",
        arguments: [
            (0, "0 B"), (999, "999 B"), (1000, "1.00 kB"), (68_263_936, "68.3 MB"), (102_383_616, "102 MB"),
            (999_499, "999 kB"), (999_500, "1.00 MB"), (9_994_999, "9.99 MB"), (9_995_000, "10.0 MB"),
            (99_949_999, "99.9 MB"), (99_950_000, "100 MB"), (1_810_000_000, "1.81 GB"), (-68_263_936, "-68.3 MB"),
            (Int64.max, "9.22 EB"), (Int64.min, "-9.22 EB"),
        ] as [(Int64, String)])
    func units(bytes: Int64, text: String) { #expect(Bytes.text(bytes) == text) }

    @Test("a figure carries its tier's mark, an exact one stands alone, and none is a dash")
    func tiers() {
        func text(_ tier: Tier) -> String {
            Bytes.text(ByteFigure(bytes: 5, tier: tier, formula: "", inputs: []))
        }
        #expect([text(.exact), text(.estimated), text(.bound)] == ["5 B", "≈ 5 B", "≤ 5 B"])
        #expect(Bytes.text(nil as ByteFigure?) == "–")
        for tier in Tier.allCases { #expect(Legend.tiers.contains("\(tier.mark) \(tier.meaning)"), "\(tier)") }
    }

    @Test("a sum is as good as its weakest part, and does not overflow")
    func sums() {
        func figure(_ bytes: Int64, _ tier: Tier) -> ByteFigure {
            ByteFigure(bytes: bytes, tier: tier, formula: "", inputs: [])
        }
        #expect(ByteSum([figure(1, .exact), nil, figure(2, .bound), figure(3, .estimated)]).tier == .bound)
        #expect(ByteSum([figure(1, .exact), nil]).bytes == 1)
        #expect(ByteSum([nil]).tier == nil)
        #expect(ByteSum([figure(.max, .exact), figure(1, .exact)]).bytes == .max)
    }

    @Test(
        "counts are grouped by thousands",
        arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")])
    func groups(number: Int, text: String) { #expect(Bytes.grouped(number) == text) }
}
