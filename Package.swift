// swift-tools-version: 6.2
import PackageDescription

/// Every target is Swift 6, and a warning in any of them stops the build, unless somebody has a compiler that warns of more.
let strict: [SwiftSetting] =
    [.swiftLanguageMode(.v6)]
    + (Context.environment["TWINSTORE_WARNINGS"] == nil ? [.treatAllWarnings(as: .error)] : [])

// In the order the data flows: collector.sh → Ingestion → Storage → Evidence → Reporting, wired by twinstore.
let package = Package(
    name: "twinstore",
    products: [
        .executable(name: "twinstore", targets: ["twinstore"]),
        // Not shipped: measures the other.
        .executable(name: "twinstore-benchmark", targets: ["TwinstoreBenchmark"]),
        // Not shipped: gives it hostile input.
        .executable(name: "twinstore-fuzz", targets: ["TwinstoreFuzz"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: [
        // C libraries: a module map or a shim each, nothing else.
        .systemLibrary(
            name: "CLibarchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(
            name: "CLibdeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CLibcrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CLibyaml", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CMemmem"),
        .target(name: "CRapidJSON"),
        .target(name: "CStart"),
        .target(name: "CTomlPlusPlus"),

        .target(name: "NodeModel", dependencies: ["CLibcrypto", "CMemmem"], swiftSettings: strict),
        .target(
            name: "Ingestion",
            dependencies: [
                "NodeModel", "CLibarchive", "CLibdeflate", "CLibyaml", "CMemmem", "CRapidJSON", "CTomlPlusPlus",
            ],
            swiftSettings: strict),
        .target(name: "Storage", dependencies: ["NodeModel", "CMemmem", "CSQLite"], swiftSettings: strict),
        .target(name: "Evidence", dependencies: ["NodeModel"], swiftSettings: strict),
        .target(name: "Reporting", dependencies: ["NodeModel"], swiftSettings: strict),
        .executableTarget(
            name: "twinstore",
            dependencies: [
                "CStart", "NodeModel", "Ingestion", "Storage", "Evidence", "Reporting",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["Documentation.docc"],
            swiftSettings: strict),
        .executableTarget(
            name: "TwinstoreBenchmark",
            dependencies: [
                "CLibarchive", "CLibcrypto", "CSQLite",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["reference.py"],
            swiftSettings: strict),
        .executableTarget(
            name: "TwinstoreFuzz",
            dependencies: ["NodeModel", "CLibarchive", "Evidence", "Ingestion", "Reporting"],
            swiftSettings: strict),

        .target(
            name: "TestSupport", dependencies: ["NodeModel"], path: "Tests/TestSupport",
            swiftSettings: strict),
        .testTarget(name: "NodeModelTests", dependencies: ["NodeModel", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "IngestionTests", dependencies: ["Ingestion", "NodeModel", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "StorageTests", dependencies: ["Storage", "NodeModel", "TestSupport"], exclude: ["Fixtures"],
            swiftSettings: strict),
        .testTarget(
            name: "EvidenceTests", dependencies: ["Evidence", "NodeModel", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "ReportingTests", dependencies: ["Reporting", "NodeModel", "TestSupport"],
            exclude: ["Golden"], swiftSettings: strict),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "Evidence", "Ingestion", "NodeModel", "Reporting", "Storage", "TestSupport", "twinstore",
                "TwinstoreBenchmark",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
    ],
    cxxLanguageStandard: .cxx17
)
