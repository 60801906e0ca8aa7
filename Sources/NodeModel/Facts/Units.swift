/// A systemd unit as its fragments merge: `systemctl cat`. It is intent; the process may be older than the file.
public struct Unit: Sendable, Hashable {
    /// `k3s-agent.service`.
    public var name: String
    /// The unit file and its drop-ins, in the order of merging.
    public var fragments: [String]
    /// The arguments of the last ExecStart that stands, program first, unquoted; redacted.
    public var execStart: [String]
    /// `NAME=value` of Environment= lines, redacted.
    public var environment: [String]
    public var environmentFiles: [String]
    /// systemd warned that the file changed after it was loaded.
    public var changedOnDisk: Bool
    /// The line that ExecStart starts on.
    public var source: Source

    public init(
        name: String, fragments: [String], execStart: [String], environment: [String] = [],
        environmentFiles: [String] = [], changedOnDisk: Bool = false, source: Source
    ) {
        self.name = name
        self.fragments = fragments
        self.execStart = execStart
        self.environment = environment
        self.environmentFiles = environmentFiles
        self.changedOnDisk = changedOnDisk
        self.source = source
    }
}

/// A unit as systemd has it loaded: `systemctl show`.
public struct UnitState: Sendable, Hashable {
    public var name: String
    /// `loaded`, `not-found`, `masked`, …
    public var load: String
    /// `active`, `inactive`, `failed`, …
    public var active: String
    /// `enabled`, `disabled`, …; empty where there is no file.
    public var file: String
    public var mainPID: Int
    /// The arguments as systemd would run them, variables not expanded.
    public var execStart: String
    public var source: Source

    public init(
        name: String, load: String, active: String, file: String = "", mainPID: Int = 0, execStart: String = "",
        source: Source
    ) {
        self.name = name
        self.load = load
        self.active = active
        self.file = file
        self.mainPID = mainPID
        self.execStart = execStart
        self.source = source
    }
}
