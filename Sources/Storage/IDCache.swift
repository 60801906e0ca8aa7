import Glibc

/// Numbers that were looked up already, by the bytes of what they stand for, in bounded memory: when the young half is
/// full it becomes the old one, and what is asked for again comes back from there.
struct IDCache {
    /// Bytes of one half; fifteen tables have a cache each.
    static let limit = 3 << 17

    private var young = IDTable()
    private var old = IDTable()

    mutating func removeAll() {
        young.removeAll()
        old.removeAll()
    }

    mutating func id(_ key: UnsafeRawBufferPointer) -> Int64? {
        let hash = IDTable.hash(key)
        if let id = young.id(key, hash) { return id }
        guard let id = old.id(key, hash) else { return nil }
        add(key, hash, id)
        return id
    }

    mutating func add(_ key: UnsafeRawBufferPointer, _ id: Int64) { add(key, IDTable.hash(key), id) }

    private mutating func add(_ key: UnsafeRawBufferPointer, _ hash: UInt64, _ id: Int64) {
        if key.count > Self.limit / 16 { return }
        if young.size + key.count > Self.limit {
            swap(&young, &old)
            young.removeAll()
        }
        young.add(key, hash, id)
    }
}

/// Bytes → number, by open addressing, with all keys in one array: a look allocates nothing.
private struct IDTable {
    private struct Slot {
        var hash: UInt64 = 0
        var start: UInt32 = 0
        var count: UInt32 = 0
        /// 0 where the slot is free: SQLite counts rows from 1.
        var id: Int64 = 0
    }

    private var slots: [Slot] = []
    private var keys: [UInt8] = []
    private var used = 0

    /// In bytes, about: between a half and a quarter of the slots are taken.
    var size: Int { keys.count + used * 3 * MemoryLayout<Slot>.stride }

    /// Seeded anew in each process, so that nobody makes keys that meet.
    static func hash(_ key: UnsafeRawBufferPointer) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(bytes: key)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }

    mutating func removeAll() {
        for n in slots.indices { slots[n].id = 0 }
        keys.removeAll(keepingCapacity: true)
        used = 0
    }

    func id(_ key: UnsafeRawBufferPointer, _ hash: UInt64) -> Int64? {
        guard used > 0 else { return nil }
        var at = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while true {
            let slot = slots[at]
            if slot.id == 0 { return nil }
            if slot.hash == hash, Int(slot.count) == key.count, isEqual(slot, key) { return slot.id }
            at = (at + 1) & (slots.count - 1)
        }
    }

    mutating func add(_ key: UnsafeRawBufferPointer, _ hash: UInt64, _ id: Int64) {
        guard id != 0 else { return }
        if used * 2 >= slots.count { grow() }
        place(Slot(hash: hash, start: UInt32(keys.count), count: UInt32(key.count), id: id))
        keys.append(contentsOf: key)
        used += 1
    }

    private mutating func grow() {
        let before = slots
        slots = [Slot](repeating: Slot(), count: max(64, before.count * 2))
        for slot in before where slot.id != 0 { place(slot) }
    }

    private mutating func place(_ slot: Slot) {
        var at = Int(truncatingIfNeeded: slot.hash) & (slots.count - 1)
        while slots[at].id != 0 { at = (at + 1) & (slots.count - 1) }
        slots[at] = slot
    }

    private func isEqual(_ slot: Slot, _ key: UnsafeRawBufferPointer) -> Bool {
        guard key.count > 0, let other = key.baseAddress else { return true }
        return keys.withUnsafeBytes { all in
            guard let mine = all.baseAddress else { return false }
            return memcmp(mine + Int(slot.start), other, key.count) == 0
        }
    }
}
