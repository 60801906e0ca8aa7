import NodeModel

extension FactTable {
    static let dockerLayer = FactTable(
        "docker_layer_line", shared: "docker_layer",
        columns: ["root_id", "driver_id", "chain_id", "diff_id", "parent_id", "bytes"],
        list: \.dockerLayers, place: { ($0.capture, $0.line) },
        write: { layer, row in
            row.word(layer.root)
            row.word(layer.driver)
            row.digest(layer.chainID)
            row.digest(layer.diffID)
            row.digest(layer.parent)
            row.integer(layer.bytes)
        },
        read: { row, capture, line in
            DockerLayer(
                root: try row.word(), driver: try row.word(), chainID: try row.digest(),
                diffID: try row.optionalDigest(), parent: try row.optionalDigest(), bytes: row.optionalInteger(),
                capture: capture, line: line)
        })

    static let layerSnapshot = FactTable(
        "layer_snapshot_line", shared: "layer_snapshot",
        columns: ["socket_id", "namespace_id", "chain_id", "bytes_low", "bytes_high"],
        list: \.snapshots, place: { ($0.capture, $0.line) },
        write: { snapshot, row in
            row.word(snapshot.socket)
            row.word(snapshot.namespace)
            row.digest(snapshot.chainID)
            row.range(snapshot.bytes)
        },
        read: { row, capture, line in
            LayerSnapshot(
                socket: try row.word(), namespace: try row.word(), chainID: try row.optionalDigest(),
                bytes: row.range(), capture: capture, line: line)
        })

    static let contentRecord = FactTable(
        "content_record_line", shared: "content_record",
        columns: [
            "socket_id", "namespace_id", "digest_id", "bytes_low", "bytes_high", "diff_id", "config_id",
            "reference_list_id", "snapshot_chain_id",
        ],
        list: \.content, place: { ($0.capture, $0.line) },
        write: { record, row in
            row.word(record.socket)
            row.word(record.namespace)
            row.digest(record.digest)
            row.range(record.bytes)
            row.digest(record.diffID)
            row.digest(record.config)
            row.digests(record.references)
            row.digest(record.snapshot)
        },
        read: { row, capture, line in
            ContentRecord(
                socket: try row.word(), namespace: try row.word(), digest: try row.digest(), bytes: row.range(),
                diffID: try row.optionalDigest(), config: try row.optionalDigest(),
                references: try row.digests(), snapshot: try row.optionalDigest(), capture: capture, line: line)
        })

    static let imageRecord = FactTable(
        "image_record_line", shared: "image_record",
        columns: ["socket_id", "namespace_id", "reference_id", "target_id", "pinned"],
        list: \.imageRecords, place: { ($0.capture, $0.line) },
        write: { record, row in
            row.word(record.socket)
            row.word(record.namespace)
            row.word(record.reference)
            row.digest(record.target)
            row.flag(record.pinned)
        },
        read: { row, capture, line in
            ImageRecord(
                socket: try row.word(), namespace: try row.word(), reference: try row.word(),
                target: try row.digest(), pinned: row.flag(), capture: capture, line: line)
        })

    static let contentBlob = FactTable(
        "content_blob_line", shared: "content_blob", columns: ["root_id", "digest_id", "bytes"],
        list: \.blobs, place: { ($0.capture, $0.line) },
        write: { blob, row in
            row.word(blob.root)
            row.digest(blob.digest)
            row.integer(blob.bytes)
        },
        read: { row, capture, line in
            Blob(
                root: try row.word(), digest: try row.digest(), bytes: row.integer(), capture: capture, line: line)
        })

    static let containerdNamespace = FactTable(
        "containerd_namespace", columns: ["socket_id", "name_id"], quote: .word,
        list: \.namespaces, source: \.source,
        write: { namespace, row in
            row.word(namespace.socket)
            row.word(namespace.name)
        },
        read: { row, source in
            ContainerdNamespace(socket: try row.word(), name: try row.word(), source: source)
        })
}
