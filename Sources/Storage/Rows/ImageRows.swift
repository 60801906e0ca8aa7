import NodeModel

extension FactTable {
    static let listedImage = FactTable(
        "listed_image", shared: "listing",
        columns: [
            "image_id", "names_id", "repo_digests_id", "size_low", "size_high", "content_low", "content_high", "in_use",
            "pinned",
        ], quote: .word,
        list: \.images, source: \.source,
        inQuote: { $0.id.map { [$0.hex] } ?? [] },
        write: { image, row in
            row.digest(image.id)
            row.words(image.names)
            row.words(image.repoDigests)
            row.range(image.size)
            row.range(image.contentSize)
            row.flag(image.inUse)
            row.flag(image.pinned)
        },
        read: { row, source in
            ListedImage(
                id: try row.optionalDigest(), names: try row.words(), repoDigests: try row.words(),
                size: row.optionalRange(), contentSize: row.optionalRange(), inUse: row.flag(), pinned: row.flag(),
                source: source)
        })

    static let inspectedImage = FactTable(
        "inspected_image", shared: "image_config",
        columns: ["image_id", "diff_list_id", "size_low", "size_high", "names_id", "repo_digests_id", "root_id"],
        quote: .word,
        list: \.imageLayers, source: \.source,
        write: { image, row in
            row.digest(image.image)
            row.digests(image.diffIDs)
            row.range(image.size)
            row.words(image.names)
            row.words(image.repoDigests)
            row.word(image.root.isEmpty ? nil : image.root)
        },
        read: { row, source in
            ImageLayers(
                image: try row.digest(), diffIDs: try row.digests(), size: row.optionalRange(),
                names: try row.words(), repoDigests: try row.words(), root: try row.optionalWord() ?? "",
                source: source)
        })

    static let container = FactTable(
        "container", columns: ["container", "printed", "image_id", "image_name_id", "state_id"], quote: .word,
        list: \.containers, source: \.source,
        inQuote: { [$0.container] + ($0.image.map { [$0.hex] } ?? []) },
        write: { use, row in
            let whole = ProcessTitle.bytes(ofHex: Array(use.container.utf8)[...])
            row.blob(whole)
            row.text(whole == nil ? use.container : nil)
            row.digest(use.image)
            row.word(use.imageName)
            row.word(use.state)
        },
        read: { row, source in
            let (whole, printed) = (row.optionalBlob(), row.text())
            return ContainerUse(
                container: whole.map(Digest.hexString) ?? printed, image: try row.optionalDigest(),
                imageName: try row.word(), state: try row.word(), source: source)
        })

    static let deletion = FactTable(
        "deletion", columns: ["image_id", "removed_from_id", "other_view_id", "still_listed"], quote: .word,
        list: \.deletions, source: \.source,
        write: { seen, row in
            row.word(seen.image)
            row.word(seen.removedFrom)
            row.word(seen.otherView)
            row.flag(seen.stillListedByOther)
        },
        read: { row, source in
            DeletionObservation(
                image: try row.word(), removedFrom: try row.word(), otherView: try row.word(),
                stillListedByOther: row.flag(), source: source)
        })
}
