import NodeModel

/// The tables of `docker ps` and `crictl ps`: ID, image and state are all that is read.
enum ContainerTable {
    static func read(_ lines: [Line], _ text: CaptureText, _ parsed: inout ParsedFacts) {
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
