/// What the shell offers while a command is typed.
enum Completions {
    static func questions(_ prefix: String) -> [String] {
        Question.all.map { "@" + $0.name }.filter { $0.hasPrefix(prefix) }
    }
}
