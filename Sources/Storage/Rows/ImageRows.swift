import NodeModel

extension FactTable {
    static let listedImage = FactTable(
        "listed_image", shared: "listing",
        columns: [
            "image_id", "names_id", "repo_digests_id", "size_low", "size_high", "content_low", "content_high", "in_use",
            "pinned",
        ], quote: .word,
        list: { $0.images }, source: { $0.source },
        write: { image, row in
            row.digest(image.id)
            row.words(image.names)
            row.words(image.repoDigests)
            row.range(image.size)
            row.range(image.contentSize)
            row.flag(image.inUse)
            row.flag(image.pinned)
        },
        read: { row, facts, source in
            facts.images.append(
                ListedImage(
                    id: try row.optionalDigest(), names: try row.words(), repoDigests: try row.words(),
                    size: row.optionalRange(), contentSize: row.optionalRange(), inUse: row.flag(), pinned: row.flag(),
                    source: source))
        })

    static let inspectedImage = FactTable(
        "inspected_image", shared: "image_config",
        columns: ["image_id", "diff_list_id", "size_low", "size_high", "names_id", "repo_digests_id"], quote: .word,
        list: { $0.imageLayers }, source: { $0.source },
        write: { image, row in
            row.digest(image.image)
            row.digests(image.diffIDs)
            row.range(image.size)
            row.words(image.names)
            row.words(image.repoDigests)
        },
        read: { row, facts, source in
            facts.imageLayers.append(
                ImageLayers(
                    image: try row.digest(), diffIDs: try row.digests(), size: row.optionalRange(),
                    names: try row.words(), repoDigests: try row.words(), source: source))
        })

    static let container = FactTable(
        "container", columns: ["container", "image_id", "image_name_id", "state_id"], quote: .text,
        list: { $0.containers }, source: { $0.source },
        write: { use, row in
            row.text(use.container)
            row.digest(use.image)
            row.word(use.imageName)
            row.word(use.state)
        },
        read: { row, facts, source in
            facts.containers.append(
                ContainerUse(
                    container: row.text(), image: try row.optionalDigest(), imageName: try row.word(),
                    state: try row.word(), source: source))
        })

    static let deletion = FactTable(
        "deletion", columns: ["image_id", "removed_from_id", "other_view_id", "still_listed"], quote: .word,
        list: { $0.deletions }, source: { $0.source },
        write: { seen, row in
            row.word(seen.image)
            row.word(seen.removedFrom)
            row.word(seen.otherView)
            row.flag(seen.stillListedByOther)
        },
        read: { row, facts, source in
            facts.deletions.append(
                DeletionObservation(
                    image: try row.word(), removedFrom: try row.word(), otherView: try row.word(),
                    stillListedByOther: row.flag(), source: source))
        })
}
