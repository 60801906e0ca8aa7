import NodeModel

/// A command of a paste with its output, or an output that stands under no command.
struct PastedRun: Sendable {
    /// nil for an output that was known by its shape.
    var command: PastedCommand?
    var meaning: CommandMeaning
    /// What its output can be; more than one where several commands stood on the line.
    var candidates: [PasteTarget] = []
    /// The line that the command stands on; for an output without one, its first line.
    var line: Line
    /// The machine or container that it ran on, as far as the text tells; empty where nothing does.
    var place: String
    var isRoot = false
    /// The working directory; empty where it is not known.
    var folder = ""
    /// Stands before the prompt and before every line of its output.
    var margin = ""
    /// A heading rather than a prompt: its output may only begin further down.
    var isTitle = false
    var output: [Line] = []
    /// Another command stands below, so that an empty output is what was printed and not what was cut off.
    var isFollowed = false

    var target: PasteTarget? {
        if case .reads(let target) = meaning { return target }
        return nil
    }

    /// The command as the capture's command line: its words, without what they were wrapped in and piped through.
    var commandText: String { command.map { $0.words.joined(separator: " ") } ?? "" }

    mutating func add(_ line: Line) {
        guard !margin.isEmpty else { return output.append(line) }
        var text = Substring(line.text)
        if text.hasPrefix(margin) {
            text = text.dropFirst(margin.count)
        } else if text == margin.trimmed[...] {
            text = ""
        } else {
            var blanks = margin.prefix { $0 == " " || $0 == "\t" }.count
            while blanks > 0, let first = text.first, first == " " || first == "\t" {
                text = text.dropFirst()
                blanks -= 1
            }
        }
        output.append(Line(number: line.number, text: String(text)))
    }

    var isSilent: Bool { output.allSatisfy(\.isBlank) }
}

/// Where the commands of a paste ran: the prompt's host, and where ssh, `docker exec` and `minikube ssh` led.
struct PastePlaces: Sendable {
    private(set) var here = ""
    private var behind: [String] = []
    /// Where the last command may have led: the next prompt tells whether it did.
    private var next: String?
    private var lastHost: String?
    private var folders: [String: String] = [:]
    private var variables: [String: [String: String]] = [:]

    /// Takes a prompt in; the command behind it runs `here`.
    mutating func see(_ prompt: Prompt) {
        defer { next = nil }
        if let host = prompt.host {
            if next != nil, host != lastHost { behind.append(here) }
            if let index = behind.lastIndex(of: host) { behind.removeSubrange(index...) }
            (here, lastHost) = (host, host)
        } else if let next {
            behind.append(here)
            here = next
        }
        if let folder = prompt.folder { folders[here] = folder }
    }

    mutating func enter(_ place: String) { next = place }
    mutating func leave() { if let last = behind.popLast() { here = last } }

    /// The working directory; empty where it is not known.
    var folder: String { folders[here] ?? "" }

    mutating func change(folder path: String) {
        if path.hasPrefix("/") {
            folders[here] = NodePath.trimmed(path)
        } else if let old = folders[here], !path.isEmpty, !path.hasPrefix("~"), !path.hasPrefix("-"),
            !path.hasPrefix("..")
        {
            folders[here] = old + "/" + NodePath.trimmed(path)
        } else {
            folders[here] = nil
        }
    }

    /// What was exported in that shell and sends docker or crictl elsewhere.
    var environment: [String: String] { variables[here] ?? [:] }

    static let kept: Set<String> = [
        "DOCKER_HOST", "DOCKER_CONTEXT", "CONTAINER_RUNTIME_ENDPOINT", "IMAGE_SERVICE_ENDPOINT", "CRI_CONFIG_FILE",
        "CONTAINERD_ADDRESS", "CONTAINERD_NAMESPACE",
    ]

    mutating func set(_ name: String, _ value: String) {
        if Self.kept.contains(name) { variables[here, default: [:]][name] = value }
    }
}
