import NodeModel

extension Facts {
    /// Keeps the first facts of each list until `limit` are kept; whether any was left out.
    mutating func cut(to limit: Int) -> Bool {
        var room = limit
        var isCut = false
        func cut<Fact>(_ list: inout [Fact]) {
            if list.count > room {
                list.removeLast(list.count - room)
                isCut = true
            }
            room -= list.count
        }
        cut(&settings)
        cut(&images)
        cut(&imageLayers)
        cut(&containers)
        cut(&dockerLayers)
        cut(&snapshots)
        cut(&content)
        cut(&imageRecords)
        cut(&blobs)
        cut(&namespaces)
        cut(&units)
        cut(&unitStates)
        cut(&processes)
        cut(&sockets)
        cut(&listeners)
        cut(&directories)
        cut(&diskUses)
        cut(&filesystems)
        cut(&mounts)
        cut(&tarballs)
        cut(&deletions)
        return isCut
    }
}
