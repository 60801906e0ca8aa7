/// Every limit on what a bundle may hold, in one place. A bundle that passes one is refused or cut with a clear
/// issue, never read further.
public enum Limits {
    /// Members of one archive or folder that are kept in memory.
    public static let members = 4_096
    /// Members of one archive or folder, those that nobody reads or that are ignored included: a sos report has tens of
    /// thousands.
    public static let allMembers = 200_000
    /// Bytes of one member after decompression.
    public static let memberBytes = 16 << 20
    /// Bytes of all members that are kept in memory.
    public static let totalBytes = 128 << 20
    /// Bytes of an archive after decompression, whoever reads them.
    public static let unpackedBytes = 2 << 30
    /// Bytes out for each byte in, once 1 MiB is out.
    public static let ratio = 250
    /// Bytes of a member's path.
    public static let pathLength = 1_024
    /// Bytes of one line that a parser looks at; the rest of the line is dropped.
    public static let lineLength = 1 << 20
    /// Lines of one capture that parsers look at.
    public static let linesPerCapture = 250_000
    /// Facts that one capture may give.
    public static let factsPerCapture = 100_000
    /// Labels of one node.
    public static let labels = 64
    /// Issues that one capture may give; more are counted in one more.
    public static let issuesPerCapture = 50
    /// Bytes of standard error that are read of one capture.
    public static let errorBytes = 64 << 10
    /// Bytes of one YAML or TOML text.
    public static let configurationBytes = 1 << 20
    /// Levels of one YAML or TOML text.
    public static let configurationDepth = 32
    /// Values of one YAML or TOML text, those that aliases repeat included.
    public static let flatEntries = 10_000
    /// Nodes of one JSON text.
    public static let jsonNodes = 2_000_000
}
