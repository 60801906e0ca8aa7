import NodeModel
import Testing

@testable import Evidence

@Suite("Stores that a hostile bundle names alike")
struct AlikeStoresTests {
    private func store(_ id: String, _ digit: String) throws -> StorePicture {
        let config = try #require(Digest("sha256:" + String(repeating: digit, count: 64)))
        return StorePicture(
            store: Store(id: id, engine: .containerd, root: "", live: true),
            images: [StoreImage(names: ["docker.io/example/app:1"], config: config)], imagesAreKnown: true,
            usesAreKnown: true, socket: id)
    }

    @Test("one name in two stores that can be told apart is a conflict of names")
    func apart() throws {
        let (joined, conflicts) = ImageJoin.join([try store("one", "1"), try store("two", "2")])
        #expect(joined.count == 2)
        #expect(conflicts.map { $0.ids.keys.sorted() } == [["one", "two"]])
    }

    @Test("where the stores have one name, nothing is joined and nothing is in conflict")
    func alike() throws {
        let (joined, conflicts) = ImageJoin.join([try store("one", "1"), try store("one", "2")])
        #expect(joined.count == 2)
        #expect(conflicts.isEmpty)
    }
}
