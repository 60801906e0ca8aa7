/// A shell's prompt at the start of a pasted line, and what was typed behind it.
struct Prompt: Sendable, Equatable {
    /// The machine or container that the prompt names; nil where it names none.
    var host: String?
    /// The working directory where the prompt tells it whole.
    var folder: String?
    var isRoot = false
    var command: String
    /// What stands before the prompt and so before every line of its output: indentation, `> ` of a quoted reply.
    var margin = ""

    /// A prompt is no longer than this.
    private static let longest = 160

    /// Reads a line; nil for a line of output.
    init?(_ line: String) {
        guard Self.canBe(line) else { return nil }
        var body = Substring(line)
        var margin = ""
        while true {
            let blanks = body.prefix { $0 == " " || $0 == "\t" }
            margin += blanks
            body = body.dropFirst(blanks.count)
            guard body.hasPrefix("> "), Self.isPrompted(body.dropFirst(2).trimmed) else { break }
            margin += "> "
            body = body.dropFirst(2)
        }
        for mark in ["╰─", "└─"] where body.hasPrefix(mark) {
            let rest = body.dropFirst(2)
            if let first = rest.first, "$#>❯λ➜─".contains(first) { body = rest.drop { $0 == "─" } }
        }
        let quoted = margin.hasSuffix("> ") && StrictCommand.isOne(String(body)) ? Prompt(command: body) : nil
        guard let found = Self.read(body) ?? quoted else { return nil }
        self = found
        self.margin = margin
    }

    init(host: String? = nil, folder: String? = nil, isRoot: Bool = false, command: some StringProtocol) {
        self.host = host.flatMap(Self.shortName)
        self.folder = folder
        self.isRoot = isRoot
        self.command = command.trimmed
    }

    /// `node1.example.org` is node1, as `\h` of a prompt would say it; `localhost` is any machine.
    private static func shortName(_ host: String) -> String? {
        guard !host.hasPrefix("localhost") else { return nil }
        let isAddress = host.allSatisfy { $0.isNumber || $0 == "." }
        return isAddress ? host : String(host.prefix { $0 != "." })
    }

    /// Whether there is any mark that a prompt could end with: most lines of output have none.
    private static func canBe(_ line: String) -> Bool {
        var at = 0
        for byte in line.utf8 {
            if byte >= 128 || byte == 35 || byte == 36 || byte == 37 || byte == 62 || byte == 43 { return true }
            at += 1
            if at > 2 * longest { return false }
        }
        return false
    }

    private static func isPrompted(_ text: String) -> Bool { StrictCommand.isOne(text) || read(Substring(text)) != nil }

    private static func read(_ body: Substring) -> Prompt? {
        guard let first = body.first else { return nil }
        if body.hasPrefix("┌──(") || body.hasPrefix("╭─") {
            // The first line of a prompt that takes two.
            let head = PromptHead(body.drop { "┌╭─(".contains($0) }.prefix { $0 != ")" })
            return Prompt(host: head?.host, command: "")
        }
        if first == "+" {
            let command = body.drop { $0 == "+" }
            return command.hasPrefix(" ") && StrictCommand.isOne(String(command)) ? Prompt(command: command) : nil
        }
        if let plain = bare(body, first) { return plain }
        var at = body.startIndex
        var met = 0
        var length = 0
        while at < body.endIndex, length < longest, met < 6 {
            defer {
                at = body.index(after: at)
                length += 1
            }
            let mark = body[at]
            guard "$#%>❯➜»λ✗".contains(mark), at > body.startIndex else { continue }
            met += 1
            let after = body[body.index(after: at)...]
            let isSpaced = after.isEmpty || after.first == " "
            let head = body[..<at]
            let isStrict = { StrictCommand.isOne(after.trimmed, afterHash: true) }
            if isSpaced || (mark == "$" || mark == "#") && isStrict(), let known = PromptHead(head),
                known.isCertain(mark) || isStrict()
            {
                return Prompt(host: known.host, folder: known.folder, isRoot: mark == "#", command: after)
            }
        }
        return nil
    }

    /// A prompt of one character, or PowerShell's.
    private static func bare(_ body: Substring, _ first: Character) -> Prompt? {
        let rest = body.dropFirst()
        let isSpaced = rest.isEmpty || rest.first == " " || rest.first == "\t"
        switch first {
        case "$":
            // A lone dollar is an empty prompt; a sum of money follows none in a terminal.
            guard isSpaced else { return StrictCommand.isOne(String(rest)) ? Prompt(command: rest) : nil }
            return Prompt(command: rest)
        case "❯", "λ": return isSpaced ? Prompt(command: rest) : nil
        case "➜":
            guard isSpaced else { return nil }
            return Prompt(command: behindFolder(rest))
        case "#":
            return StrictCommand.isOne(rest.trimmed, afterHash: true) ? Prompt(isRoot: true, command: rest) : nil
        case "%", ">", "»":
            let command = body.drop { $0 == first }
            return StrictCommand.isOne(command.trimmed) ? Prompt(command: command) : nil
        case "P" where body.hasPrefix("PS "):
            guard let end = body.firstIndex(of: ">"), body.distance(from: body.startIndex, to: end) < longest else {
                return nil
            }
            let path = body[body.index(body.startIndex, offsetBy: 3)..<end]
            guard path.contains(where: { "/\\:~".contains($0) }) else { return nil }
            return Prompt(command: body[body.index(after: end)...])
        default: return nil
        }
    }

    /// `➜  dir git:(main) ✗ docker images`: the first words are the theme's.
    private static func behindFolder(_ text: Substring) -> String {
        let words = Words(String(text))
        for start in 0..<min(5, words.count) {
            let rest = String(words.rest(from: start))
            if StrictCommand.isOne(rest) { return rest }
        }
        return String(text)
    }
}

/// What stands before a prompt's `$` or `#`.
struct PromptHead: Sendable, Equatable {
    var host: String?
    var folder: String?
    /// Names a user at a host, or a shell: no line of output looks like that.
    private var isClear = false

    func isCertain(_ mark: Character) -> Bool { isClear && mark != "➜" && (mark != ">" || host != nil) }

    init?(_ text: Substring) {
        let plain = text.trimmed
        guard !plain.isEmpty, plain.utf8.count <= 200 else { return nil }
        var words = plain.split(separator: " ").map(String.init)
        guard words.count <= 8 else { return nil }
        // Python environments, exit codes and clocks that themes put in front.
        while words.count > 1, let first = words.first, Self.isDecoration(first) { words.removeFirst() }
        guard let first = words.first else { return nil }
        if Self.isShell(first), words.count == 1 {
            isClear = true
            return
        }
        for (index, word) in words.prefix(2).enumerated() {
            let bare = word.drop { "[(".contains($0) }
            if let (user, rest) = Self.userAndRest(bare) {
                let place = rest.prefix { Self.isHostCharacter($0) }
                guard !place.isEmpty || user.isEmpty == false else { return nil }
                host = place.isEmpty || place == "sha256" ? nil : String(place)
                if place == "sha256" { return nil }
                folder = Self.folder(rest.dropFirst(place.count), Array(words.dropFirst(index + 1)))
                isClear = true
                return
            }
        }
        if let colon = first.firstIndex(of: ":"), words.count <= 3 {
            let place = first[..<colon].drop { $0 == "[" }
            let path = first[first.index(after: colon)...]
            let isPath = (path.hasPrefix("/") && !path.hasPrefix("//")) || path.hasPrefix("~")
            if isPath, let letter = place.first, letter.isLetter || letter.isNumber,
                place.allSatisfy(Self.isHostCharacter),
                !["http", "https", "unix", "tcp", "file", "fd", "npipe"].contains(place)
            {
                host = String(place)
                folder = Self.folder(first[colon...], [])
                isClear = true
                return
            }
        }
        guard words.count <= 2, !plain.contains(where: { "=\"'{};,|&<>".contains($0) }) else { return nil }
        if first.hasPrefix("/") || first.hasPrefix("~") {
            folder = first.hasPrefix("/") ? first : nil
            return
        }
        // `controlplane $ crictl images`: certain only with a command that is known.
        guard words.count == 1, first.allSatisfy(Self.isHostCharacter) else { return nil }
        host = first == "root" ? nil : first
    }

    private static func isDecoration(_ word: String) -> Bool {
        word.hasPrefix("(") && word.hasSuffix(")")
            || word.allSatisfy { $0.isNumber || ":.✗✘✔↵".contains($0) } || ["➜", "❯", "╭─", "λ"].contains(word)
    }

    private static func isShell(_ word: String) -> Bool {
        let name = word.drop { $0 == "-" }.prefix { $0.isLetter }
        let version = word.drop { $0 == "-" }.dropFirst(name.count)
        return ["sh", "bash", "ash", "dash", "zsh", "ksh"].contains(name)
            && version.allSatisfy { $0.isNumber || $0 == "-" || $0 == "." }
    }

    private static func userAndRest(_ word: Substring) -> (user: Substring, rest: Substring)? {
        guard let at = word.firstIndex(of: "@") else { return nil }
        let user = word[..<at]
        guard user.utf8.count <= 40, user.allSatisfy({ $0.isLetter || $0.isNumber || "_.+-\\".contains($0) }) else {
            return nil
        }
        return (user, word[word.index(after: at)...])
    }

    private static func isHostCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "._-".contains(character))
    }

    /// `:/var/lib`, `]: /var/lib` and the next word of `[user@host /var/lib`; `~` does not tell which.
    private static func folder(_ rest: Substring, _ next: [String]) -> String? {
        let own = rest.drop { ":])".contains($0) }.prefix { !"])".contains($0) }
        let path = own.isEmpty ? (next.first.map { Substring($0).prefix { !"])".contains($0) } } ?? "") : own
        return path.hasPrefix("/") ? String(path) : nil
    }
}
