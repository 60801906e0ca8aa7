import NodeModel

enum Redaction {
    /// Removes secrets from a capture's output and standard error; returns how many.
    static func redact(_ text: inout CaptureText) -> Int { 0 }
    /// Removes secrets from a capture's command line and message; returns how many.
    static func redact(_ capture: inout Capture) -> Int { 0 }
}
