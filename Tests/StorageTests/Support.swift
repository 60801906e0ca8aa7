import Foundation
import NodeModel
import Testing

@testable import Storage

/// The id of a snapshot that was stored just now.
func stored(_ result: SaveResult) throws -> Int64 {
    guard case .stored(let id) = result else {
        Testing.Issue.record("expected a stored snapshot, got \(result)")
        throw StorageError.noSnapshot(id: 0)
    }
    return id
}

/// Calls `body` with a path in a folder of its own, which is removed afterwards.
func withTemporaryFile(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("twinstore-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.appendingPathComponent("nodes.db").path)
}

/// Looks at every field of a value and of all values in it, and notes whether any instance of it says something.
struct FieldWalk {
    private(set) var filled: Set<String> = []
    private var seen: Set<String> = []

    /// Fields that are empty, zero, false or nil wherever they occur.
    var onlyDefault: [String] { seen.subtracting(filled).sorted() }

    mutating func visit(_ value: Any, as field: String) {
        seen.insert(field)
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional:
            for child in mirror.children { visit(child.value, as: field) }
        case .collection, .set, .dictionary:
            if !mirror.children.isEmpty { filled.insert(field) }
            if mirror.displayStyle == .collection {
                for child in mirror.children { visit(child.value, as: field + "[]") }
            }
        case .struct where !mirror.children.isEmpty && !(value is String):
            filled.insert(field)
            let type = String(describing: mirror.subjectType)
            for child in mirror.children { visit(child.value, as: type + "." + (child.label ?? "?")) }
        default:
            if !isDefault(value) { filled.insert(field) }
        }
    }

    private func isDefault(_ value: Any) -> Bool {
        switch value {
        case let text as String: text.isEmpty
        case let flag as Bool: !flag
        case let number as any BinaryInteger: number.description == "0"
        default: false
        }
    }
}
