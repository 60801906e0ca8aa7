import Foundation
import NodeModel
import Testing

@testable import Ingestion

@Suite("Sizes as people read them") struct HumanSizeTests {
    @Test(
        "a decimal size of three digits is the interval that prints so",
        arguments: [
            ("1.81GB", 1_805_000_000, 1_815_000_000), ("14MB", 13_950_000, 14_050_000),
            ("120MB", 119_500_000, 120_500_000), ("2.02MB", 2_015_000, 2_025_000), ("777kB", 776_500, 777_500),
            ("13.3kB", 13_250, 13_350), ("952B", 952, 952), ("0B", 0, 0), ("1e+03MB", 995_000_000, 1_000_000_000),
            ("1e+03kB", 995_000, 1_000_000), ("878 MB", 877_500_000, 878_500_000),
            ("5GB", 5_000_000_000 - 5_000_000, 5_005_000_000),
            ("1GB", 1_000_000_000, 1_005_000_000), ("1.089 GB", 1_088_500_000, 1_089_500_000),
            ("106.9MB", 106_850_000, 106_950_000), ("2PB", 1_995_000_000_000_000, 2_005_000_000_000_000),
        ] as [(String, Int64, Int64)])
    func decimal(text: String, low: Int64, high: Int64) {
        #expect(HumanSize.decimal(text) == ByteRange(low: low, high: high))
    }

    @Test(
        "with four digits the interval is a tenth as wide",
        arguments: [
            ("13.15MB", 13_145_000, 13_155_000), ("2.004kB", 2_004, 2_004), ("14MB", 13_995_000, 14_005_000),
            ("1000MB", 999_500_000, 1_000_000_000), ("740B", 740, 740),
        ] as [(String, Int64, Int64)])
    func fourDigits(text: String, low: Int64, high: Int64) {
        #expect(HumanSize.decimal(text, digits: 4) == ByteRange(low: low, high: high))
    }

    @Test("every size that go-units rounds lies in the interval of what it prints")
    func goUnits() throws {
        for bytes in [1, 999, 1000, 1004, 1005, 9_994, 9_996, 99_949, 99_951, 999_499, 999_501, 999_999, 1_000_000]
            as [Int64]
        {
            for digits in [3, 4] {
                let range = try #require(HumanSize.decimal(Self.printed(bytes, digits), digits: digits))
                #expect(range.overlaps(ByteRange(exactly: bytes)), "\(bytes) as \(Self.printed(bytes, digits))")
            }
        }
    }

    /// go-units' CustomSize: divide by 1000 until below 1000, then `%.3g` or `%.4g`.
    private static func printed(_ bytes: Int64, _ digits: Int) -> String {
        var value = Double(bytes)
        var unit = 0
        while value >= 1000 { (value, unit) = (value / 1000, unit + 1) }
        return String(format: "%.\(digits)g", value) + ["B", "kB", "MB", "GB"][unit]
    }

    @Test(
        "a binary size is rounded to the nearest tenth",
        arguments: [
            ("9.7 GiB", 10_361_608_602, 10_468_982_784), ("40.0 MiB", 41_890_612, 41_995_468),
            ("20.0 KiB", 20_429, 20_531), ("512 B", 512, 512), ("0.0 B", 0, 0),
            ("1.5GiB", 1_556_925_645, 1_664_299_827),
        ] as [(String, Int64, Int64)])
    func binary(text: String, low: Int64, high: Int64) throws {
        let range = try #require(HumanSize.binary(text))
        #expect(abs(range.low - low) <= 1 && abs(range.high - high) <= 1)
    }

    @Test(
        "du -h rounds up",
        arguments: [
            ("38G", 37 << 30 + 1, 38 << 30), ("4.0K", 3994, 4096), ("0", 0, 0), ("1.0M", 943_719, 1_048_576),
            ("9,7G", 10_307_921_511, 10_415_295_693), ("115G", 114 << 30 + 1, 115 << 30), ("512", 512, 512),
        ] as [(String, Int64, Int64)])
    func du(text: String, low: Int64, high: Int64) throws {
        let range = try #require(HumanSize.du(text))
        #expect(abs(range.low - low) <= 1 && abs(range.high - high) <= 1)
    }

    @Test("busybox's du prints one decimal and rounds to nearest")
    func busybox() {
        #expect(HumanSize.du("115.3G") == ByteRange(low: 123_748_745_216, high: 123_856_119_398))
    }

    @Test(
        "what is no size is none",
        arguments: [
            "", "MB", "nan", "nanMB", "0x1pMB", "infGB", "1.2.3MB", "--1B", "12", "1,5MB", "1e+99GB", "9999999999PB",
            "5EB",
        ])
    func none(text: String) {
        #expect(HumanSize.decimal(text) == nil)
        #expect(HumanSize.binary(text) == nil)
    }

    @Test("-1B means that nobody counted: it has a size's shape and no bytes")
    func minusOne() {
        #expect(HumanSize.isSize("-1B"))
        #expect(HumanSize.any("-1B") == nil && HumanSize.any("-1 B") == nil && HumanSize.any("-1") == nil)
    }
}
