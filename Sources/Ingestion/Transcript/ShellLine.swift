/// A command line as a shell takes it apart: words, pipes and redirections. Nothing is expanded.
struct ShellLine: Sendable, Equatable {
    struct Stage: Sendable, Equatable {
        /// Unquoted; the program first.
        var words: [String] = []
        /// Standard output goes to a file, so that nothing of it can have been pasted.
        var hidesOutput = false
        /// Standard error goes to a file.
        var hidesErrors = false
    }

    /// Commands joined by `;`, `&&`, `||` or `&`, each with what it is piped through.
    private(set) var pipelines: [[Stage]] = []
    /// The line goes on: a quote is open, or it ends with a backslash or a pipe.
    private(set) var isOpen = false

    /// Longer lines are output, not commands.
    static let longest = 4_096

    init(_ text: String) {
        var lexer = ShellLexer(Array(text.prefix(Self.longest)))
        lexer.run()
        pipelines = lexer.pipelines
        isOpen = lexer.isOpen
    }
}

private struct ShellLexer {
    let input: [Character]
    var pipelines: [[ShellLine.Stage]] = []
    var isOpen = false
    private var at = 0
    private var pipeline: [ShellLine.Stage] = []
    private var stage = ShellLine.Stage()
    private var word = ""
    private var isWord = false
    /// What the next word is: a file that a stream goes to.
    private var redirection: Redirection?

    private enum Redirection { case output, errors, both, other }

    init(_ input: [Character]) { self.input = input }

    mutating func run() {
        while at < input.count {
            let character = input[at]
            switch character {
            case " ", "\t": endWord()
            case "'", "\"": quote(character)
            case "\\": escape()
            case "`",
                "$" where character == "`" || next == "(":
                substitution()
            case "#" where !isWord: at = input.count
            case "|", ";", "&": separator(character)
            case ">", "<": redirect(character)
            default: append(character)
            }
            at += 1
        }
        let wasPiped = !pipeline.isEmpty && stage.words.isEmpty && !isWord
        isOpen = isOpen || wasPiped
        endPipeline()
    }

    private var next: Character? { at + 1 < input.count ? input[at + 1] : nil }

    private mutating func append(_ character: Character) {
        word.append(character)
        isWord = true
    }

    private mutating func quote(_ mark: Character) {
        isWord = true
        at += 1
        while at < input.count, input[at] != mark {
            if mark == "\"", input[at] == "\\", at + 1 < input.count { at += 1 }
            word.append(input[at])
            at += 1
        }
        if at >= input.count { isOpen = true }
    }

    private mutating func escape() {
        at += 1
        if at < input.count { append(input[at]) } else { isOpen = true }
    }

    /// `$(…)` and `` `…` `` stay in the word as they are.
    private mutating func substitution() {
        let close: Character = input[at] == "`" ? "`" : ")"
        append(input[at])
        at += 1
        var depth = 0
        while at < input.count {
            append(input[at])
            if close == ")", input[at] == "(" { depth += 1 }
            if input[at] == close {
                depth -= 1
                if close == "`" || depth <= 0 { return }
            }
            at += 1
        }
        isOpen = true
    }

    private mutating func separator(_ character: Character) {
        if character == "&", next == ">" {
            endWord()
            redirection = .both
            at += 1
            return
        }
        endWord()
        let isDouble = next == character
        if isDouble || next == "&" { at += 1 }
        if character == "|", !isDouble {
            pipeline.append(stage)
            stage = ShellLine.Stage()
        } else {
            endPipeline()
        }
    }

    private mutating func redirect(_ character: Character) {
        let descriptor = isWord && (word == "1" || word == "2") ? word : ""
        if descriptor.isEmpty { endWord() } else { (word, isWord) = ("", false) }
        if next == character { at += 1 }
        if next == "&" {
            // `2>&1`: to where the other stream goes.
            at += 1
            while let digit = next, digit.isNumber || digit == "-" { at += 1 }
            return
        }
        redirection = character == "<" ? .other : descriptor == "2" ? .errors : .output
    }

    private mutating func endWord() {
        guard isWord else { return }
        if let redirection {
            stage.hidesOutput = stage.hidesOutput || redirection == .output || redirection == .both
            stage.hidesErrors = stage.hidesErrors || redirection == .errors || redirection == .both
            self.redirection = nil
        } else {
            stage.words.append(word)
        }
        (word, isWord) = ("", false)
    }

    private mutating func endPipeline() {
        endWord()
        if !stage.words.isEmpty { pipeline.append(stage) }
        if !pipeline.isEmpty { pipelines.append(pipeline) }
        (pipeline, stage) = ([], ShellLine.Stage())
    }
}
