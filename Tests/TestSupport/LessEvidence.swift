import NodeModel

extension Snapshot {
    /// This snapshot as if the bundle had never held those captures.
    public func without(_ gone: (CaptureID) -> Bool) -> Snapshot {
        var left = self
        left.captures.removeAll { gone($0.id) }
        left.issues.removeAll { gone($0.capture) }
        left.facts = Facts()
        left.facts.settings = facts.settings.filter { !gone($0.source.capture) }
        left.facts.images = facts.images.filter { !gone($0.source.capture) }
        left.facts.imageLayers = facts.imageLayers.filter { !gone($0.source.capture) }
        left.facts.containers = facts.containers.filter { !gone($0.source.capture) }
        left.facts.dockerLayers = facts.dockerLayers.filter { !gone($0.capture) }
        left.facts.snapshots = facts.snapshots.filter { !gone($0.capture) }
        left.facts.content = facts.content.filter { !gone($0.capture) }
        left.facts.imageRecords = facts.imageRecords.filter { !gone($0.capture) }
        left.facts.blobs = facts.blobs.filter { !gone($0.capture) }
        left.facts.namespaces = facts.namespaces.filter { !gone($0.source.capture) }
        left.facts.units = facts.units.filter { !gone($0.source.capture) }
        left.facts.unitStates = facts.unitStates.filter { !gone($0.source.capture) }
        left.facts.processes = facts.processes.filter { !gone($0.source.capture) }
        left.facts.sockets = facts.sockets.filter { !gone($0.source.capture) }
        left.facts.listeners = facts.listeners.filter { !gone($0.source.capture) }
        left.facts.directories = facts.directories.filter { !gone($0.source.capture) }
        left.facts.diskUses = facts.diskUses.filter { !gone($0.source.capture) }
        left.facts.filesystems = facts.filesystems.filter { !gone($0.source.capture) }
        left.facts.mounts = facts.mounts.filter { !gone($0.source.capture) }
        left.facts.tarballs = facts.tarballs.filter { !gone($0.source.capture) }
        left.facts.deletions = facts.deletions.filter { !gone($0.source.capture) }
        return left
    }

    /// This snapshot as if those captures had ended in that way, with no output.
    public func failing(_ outcome: CaptureOutcome, _ gone: (CaptureID) -> Bool) -> Snapshot {
        var left = without(gone)
        left.captures += captures.filter { gone($0.id) }.map { Capture(id: $0.id, outcome: outcome) }
        left.captures.sort { $0.id < $1.id }
        return left
    }
}
