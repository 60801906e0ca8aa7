import NodeModel

/// The tables of `docker ps` and `crictl ps`: ID, image and state are all that is read.
enum ContainerTable {
    /// Containers in whatever form they come: JSON first, and what is left as a table.
    ///
    /// - Parameters:
    ///   - id: the member that names the container, for its line.
    ///   - container: a container from one JSON value; nil where it is none.
    ///   - values: the values of one JSON text that are containers.
    static func readAll(
        _ text: CaptureText, _ parsed: inout ParsedFacts, id: (JSON) -> JSON?,
        container: (JSON, Source) -> ContainerUse?, values: (JSONTexts.Document) -> [JSON]
    ) {
        let json = JSONTexts(text.lines(&parsed))
        var unread = Unread()
        for document in json.documents {
            for value in values(document) {
                let source = document.source(text, id(value))
                guard let container = container(value, source) else {
                    unread.add(source.line, "not a container: \(source.quote)")
                    continue
                }
                parsed.facts.containers.append(container)
            }
        }
        json.report(text, &parsed)
        unread.report(text, &parsed)
        read(json.rest, text, &parsed)
    }

    private static func read(_ lines: [Line], _ text: CaptureText, _ parsed: inout ParsedFacts) {
        var unread = Unread()
        for line in lines {
            let columns = line.columns
            if line.words.first == "CONTAINER" { continue }
            guard columns.count > 3, let id = Digest(columns[0]),
                let state = columns.dropFirst(2).lazy.compactMap(state).first
            else {
                unread.add(line)
                continue
            }
            let image = ImageRow.isID(columns[1]) ? Digest(columns[1]) : nil
            parsed.facts.containers.append(
                ContainerUse(
                    container: id.hex, image: image, imageName: image == nil ? columns[1] : "", state: state,
                    source: text.source(line)))
        }
        unread.report(text, &parsed)
    }

    /// docker tells `Up 2 hours` and `Exited (0) 3 days ago`, crictl `Running` and `Exited`.
    private static func state(_ column: String) -> String? {
        let word = column.prefix { $0 != " " }
        switch word {
        case "Up": return column.hasSuffix("(Paused)") ? "paused" : "running"
        case "Running", "Exited", "Created", "Unknown", "Dead", "Restarting", "Removal": return word.lowercased()
        default: return nil
        }
    }
}
