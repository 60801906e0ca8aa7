import NodeModel

/// What a CRI server says of itself.
enum CRIAnswers {
    /// `crictl version`: lines `RuntimeName:  containerd`, or JSON or YAML with `runtimeName`.
    static func version(_ text: CaptureText, _ parsed: inout ParsedFacts) {
        let lines = text.lines(&parsed)
        CaptureParser.keepDefaultEndpoints(text, lines, &parsed)
        if text.id.instance == "node" || lines.contains(where: NodeTable.isHeader) {
            return NodeTable.read(lines, text, &parsed)
        }
        let json = JSONTexts(lines)
        for document in json.documents {
            parsed.keep(.criRuntimeName, document.root["runtimeName"], document, text)
            parsed.keep(.criRuntimeVersion, document.root["runtimeVersion"], document, text)
        }
        json.report(text, &parsed)
        var unread = Unread()
        for line in json.rest {
            guard let (name, value) = line.withoutQuote.keyAndValue, !value.isEmpty else {
                unread.add(line)
                continue
            }
            switch name.lowercased() {
            case "runtimename": parsed.keep(.criRuntimeName, value, line, text)
            case "runtimeversion":
                parsed.keep(.criRuntimeVersion, value, line, text)
            case "version", "runtimeapiversion": break
            default: unread.add(line)
            }
        }
        unread.report(text, &parsed)
    }

    /// `crictl imagefsinfo`: one `{"status":{…}}` a filesystem up to 1.28, lists in one `status` since 1.30, or the
    /// table, whose size has four digits: its middle is kept. Source: cri-tools, cmd/crictl/imagefs_info.go.
    static func imageFilesystem(_ text: CaptureText, _ parsed: inout ParsedFacts) {
        let lines = text.lines(&parsed)
        CaptureParser.keepDefaultEndpoints(text, lines, &parsed)
        let json = JSONTexts(lines)
        for document in json.documents {
            let status = document.root["status"] ?? document.root
            for filesystem in status["imageFilesystems"]?.elements ?? [status] {
                parsed.keep(.criImageMountpoint, filesystem["fsId"]?["mountpoint"], document, text)
                parsed.keep(.criImageUsedBytes, filesystem["usedBytes"]?["value"], document, text)
            }
        }
        json.report(text, &parsed)
        readTable(json.rest, text, &parsed)
    }

    /// `Container Filesystem`, `Image Filesystem`, and below each `Disk[0]: …` and `Mountpoint[0]: …`.
    private static func readTable(_ lines: [Line], _ text: CaptureText, _ parsed: inout ParsedFacts) {
        var isImage = true
        var unread = Unread()
        for line in lines {
            if line.text.trimmed.hasSuffix("Filesystem") {
                isImage = !line.text.trimmed.hasPrefix("Container")
                continue
            }
            if let (name, value) = line.jsonMember {
                if name == "mountpoint" { parsed.keep(.criImageMountpoint, value, line, text) }
                continue
            }
            guard let (name, value) = line.keyAndValue, name.hasSuffix("]"), !value.isEmpty else {
                unread.add(line)
                continue
            }
            guard isImage else { continue }
            if name.hasPrefix("Mountpoint") {
                parsed.keep(.criImageMountpoint, value, line, text)
            } else if name.hasPrefix("Disk"), let size = HumanSize.any(value, digits: 4) {
                parsed.keep(.criImageUsedBytes, "\(size.middle)", line, text)
            }
        }
        unread.report(text, &parsed)
    }
}

extension Line {
    /// `"mountpoint": "/var/lib/docker",`: what grep leaves of JSON.
    var jsonMember: (name: String, value: String)? {
        var parts = text.trimmed.split(separator: "\"", omittingEmptySubsequences: false)
        if parts.last == "," { parts[parts.count - 1] = "" }
        guard parts.count == 5, parts[0].isEmpty, parts[4].isEmpty, !parts[1].isEmpty,
            parts[2].allSatisfy({ $0 == ":" || $0 == " " })
        else { return nil }
        return (String(parts[1]), String(parts[3]))
    }

    /// Without the `> ` of a quoted reply.
    var withoutQuote: Line {
        let plain = text.drop { $0 == " " || $0 == "\t" }
        return plain.hasPrefix("> ") ? Line(number: number, text: String(plain.dropFirst(2))) : self
    }
}
