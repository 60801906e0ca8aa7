import NodeModel

/// How a command ended, where only its words were kept: a file made by hand has no exit code.
enum SpokenOutcome {
    /// A capture longer than this holds more than an error.
    private static let lines = 8

    /// Standard translations of glibc and of the shells; the tools' own errors.
    private static let phrases: [(outcome: CaptureOutcome, words: [String])] = [
        (
            .denied,
            [
                "permission denied", "operation not permitted", "허가 거부", "권한이 없습니다", "权限不够", "許可がありません",
                "keine berechtigung", "permission non accordée", "permiso denegado", "отказано в доступе",
            ]
        ),
        // Before absence: a client that finds no daemon speaks of its socket as of a missing file.
        (
            .failed,
            [
                "cannot connect to the docker daemon", "failed to connect", "error response from daemon",
                "context deadline exceeded", "fata[", "connection refused",
            ]
        ),
        (
            .absent,
            [
                "command not found", "no such file or directory", ": not found", "could not be found",
                "no files found for", "そのようなファイルやディレクトリはありません", "그런 파일이나 디렉터리가 없습니다",
                "没有那个文件或目录", "沒有此一檔案或目錄", "datei oder verzeichnis nicht gefunden",
                "aucun fichier ou dossier de ce", "no existe el archivo o el directorio",
                "нет такого файла или каталога", "arquivo ou diretório inexistente", "file o directory non esistente",
            ]
        ),
    ]

    /// The outcome of an output in which every line is an error; nil where there is anything else.
    static func of(_ bytes: [UInt8]) -> CaptureOutcome? {
        guard bytes.count < 8_192 else { return nil }
        let said = Line.split(bytes).filter { !$0.isBlank }.map { $0.text.lowercased() }
        guard !said.isEmpty, said.count <= lines else { return nil }
        let found = said.map { line in phrases.first { $0.words.contains { line.find($0) != nil } }?.outcome }
        guard let worst = found.compactMap({ $0 }).first else { return nil }
        let noise = zip(said, found).allSatisfy { $1 != nil || $0.hasPrefix("warn[") || $0.hasPrefix("time=") }
        return noise ? worst : nil
    }
}
