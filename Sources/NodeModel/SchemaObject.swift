/// A table or view of the database, as the database itself describes it.
public struct SchemaObject: Sendable, Hashable {
    public struct Column: Sendable, Hashable {
        public var name: String
        /// As declared, such as `INTEGER`; empty where a view computes it.
        public var type: String
        public var meaning: String
        /// What its numbers count; empty where they are plain numbers or texts.
        public var unit: String
        /// A value; empty where none helps.
        public var example: String

        public init(name: String, type: String, meaning: String, unit: String, example: String) {
            self.name = name
            self.type = type
            self.meaning = meaning
            self.unit = unit
            self.example = example
        }
    }

    public var name: String
    /// Views are a contract; the tables behind them may change.
    public var isView: Bool
    public var meaning: String
    public var columns: [Column]

    public init(name: String, isView: Bool, meaning: String, columns: [Column]) {
        self.name = name
        self.isView = isView
        self.meaning = meaning
        self.columns = columns
    }
}
