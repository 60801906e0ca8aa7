import NodeModel

extension CaptureParser {
    /// `crictl ps -a` of one socket: JSON, whole or reduced to id, image, imageRef and state, or the table.
    static let criContainers = CaptureParser(
        reads: .capture("cri-containers"),
        summary: "containers that the CRI server of one socket knows and the images that they keep in use"
    ) { text, parsed in
        ContainerTable.readAll(text, &parsed, id: { $0["id"] }, container: ContainerUse.init(cri:source:)) { document in
            let root = document.root
            return root["containers"]?.elements ?? (root.isArray ? root.elements : [root])
        }
    }
}

extension ContainerUse {
    /// containerd tells the image's ID in `imageRef`, newer servers in `imageId`; cri-dockerd and CRI-O may put
    /// `name@sha256:…` into `imageRef` and the ID into `image`. Source: cri-api, Container.
    fileprivate init?(cri json: JSON, source: Source) {
        guard let id = json["id"]?.string, !id.isEmpty else { return nil }
        let image = json["image"]
        let asked = image?["userSpecifiedImage"]?.string ?? ""
        let printed = image?["image"]?.string ?? image?.string ?? ""
        let reference = json["imageRef"]?.string ?? ""
        let candidates = [json["imageId"]?.string ?? "", reference, printed].map { $0.replacing("docker://", with: "") }
        let names = [asked, printed, reference].filter { !$0.isEmpty && Digest($0) == nil }
        self.init(
            container: id, image: candidates.lazy.compactMap { Digest($0) }.first, imageName: names.first ?? "",
            state: json["state"]?.string ?? "", source: source)
    }
}
