import NodeModel

extension CaptureParser {
    /// `docker container inspect` with the collector's template, or whole, or the JSON lines or table of `docker ps`.
    static let dockerContainers = CaptureParser(
        reads: .capture("docker-containers"),
        summary: "containers that docker knows and the images that they keep in use"
    ) { text, parsed in
        ContainerTable.readAll(
            text, &parsed, id: { $0["Id"] ?? $0["ID"] }, container: ContainerUse.init(docker:source:)
        ) { $0.wholeElements }
    }
}

extension ContainerUse {
    fileprivate init?(docker json: JSON, source: Source) {
        guard let id = (json["Id"] ?? json["ID"])?.string, !id.isEmpty else { return nil }
        let image = json["Image"]?.string ?? ""
        let configured = (json["ConfigImage"] ?? json["Config"]?["Image"])?.string
        let state = json["State"]
        let status = state?["Status"]?.string ?? state?.string ?? json["Status"]?.string ?? ""
        let digest = Digest(image)
        self.init(
            container: id, image: digest, imageName: configured ?? (digest == nil ? image : ""),
            state: status, source: source)
    }
}
