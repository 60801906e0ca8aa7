import NodeModel

/// A tool's complaint about a path: `du: cannot access '/x': No such file or directory`, in any language.
struct AccessError {
    /// `du`, `df`, `ls`, …
    var tool: String
    var path: String
    /// `absent` or `denied`; the two are never folded together.
    var state: DirectoryState

    /// Reads one line of standard error (or of an output that it was mixed into); nil for anything else.
    init?(_ line: String) {
        let text = line.trimmed
        guard let colon = text.firstRange(of: ": "), Self.isTool(text[..<colon.lowerBound]) else { return nil }
        let complaint = text[colon.upperBound...]
        let kinds: [(DirectoryState, [String])] = [(.absent, Self.absent), (.denied, Self.denied)]
        for (state, messages) in kinds {
            for message in messages {
                guard let range = complaint.firstRange(of: message) else { continue }
                guard let path = Self.path(in: complaint[..<range.lowerBound]) else { return nil }
                tool = NodePath.name(text[..<colon.lowerBound])
                self.path = NodePath.trimmed(path)
                self.state = state
                return
            }
        }
        return nil
    }

    private static func isTool(_ word: Substring) -> Bool {
        !word.isEmpty && word.utf8.count <= 32 && !word.contains(" ")
    }

    private static let openers: Set<Character> = ["'", "‘", "“", "\"", "„", "«", "`", "‚", "」", "「"]
    private static let closers: Set<Character> = ["'", "’", "”", "\"", "“", "»", "‘", "」"]

    /// The path between quotes, or from the first slash on. French and busybox have an apostrophe before it.
    private static func path(in text: Substring) -> String? {
        let characters = Array(text)
        let slash = characters.firstIndex(of: "/")
        if let slash, slash > 0, openers.contains(characters[slash - 1]),
            let end = characters.lastIndex(where: closers.contains), end > slash
        {
            return String(characters[slash..<end])
        }
        if let slash {
            return trimmedColon(String(characters[slash...]))
        }
        if let end = characters.lastIndex(where: closers.contains),
            let start = characters[..<end].lastIndex(where: openers.contains), start + 1 < end
        {
            return String(characters[(start + 1)..<end])
        }
        let rest = trimmedColon(String(text))
        return rest.isEmpty || rest.contains(" ") ? nil : rest
    }

    private static func trimmedColon(_ text: String) -> String {
        var out = text.trimmed
        while let last = out.last, last == ":" || last == "：" || last == " " { out.removeLast() }
        return out
    }

    // The texts of ENOENT in glibc's and busybox's catalogues.
    private static let absent = [
        "No such file or directory", "そのようなファイルやディレクトリはありません", "그런 파일이나 디렉터리가 없습니다",
        "没有那个文件或目录", "沒有此一檔案或目錄", "Datei oder Verzeichnis nicht gefunden",
        "Aucun fichier ou dossier de ce type", "Aucun fichier ou dossier de ce nom",
        "No existe el archivo o el directorio", "No existe el fichero o el directorio", "Нет такого файла или каталога",
        "Arquivo ou diretório inexistente", "File o directory non esistente", "Ficheiro ou directoria inexistente",
    ]

    // The texts of EACCES and EPERM.
    private static let denied = [
        "Permission denied", "Operation not permitted", "허가 거부", "권한이 없습니다", "权限不够", "拒絕不符權限的操作",
        "許可がありません", "Keine Berechtigung", "Permission non accordée", "Permiso denegado", "Отказано в доступе",
        "Permissão negada", "Permesso negato",
    ]
}

extension ParsedFacts {
    /// What standard error and complaints between the rows say about directories; returns the paths that were denied.
    mutating func addDirectories(from text: CaptureText, inline: [Line]) -> [String] {
        var denied: [String] = []
        let all = text.errorLines.map { ($0, text.errorSource($0)) } + inline.map { ($0, text.source($0)) }
        for (line, source) in all {
            guard let error = AccessError(line.text) else { continue }
            facts.directories.append(Directory(path: error.path, state: error.state, source: source))
            if error.state == .denied { denied.append(error.path) }
        }
        return denied
    }
}
