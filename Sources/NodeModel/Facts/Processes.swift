/// One process of a container runtime. Titles can be rewritten by the process; the executable cannot.
public struct ProcessLine: Sendable, Hashable {
    public var pid: Int
    public var parent: Int?
    public var user: String
    /// Seconds since it started; nil where the format does not tell.
    public var elapsed: Int?
    /// The title as printed, redacted.
    public var arguments: String
    /// The target of `/proc/PID/exe`; empty where it was not read.
    public var executable: String
    public var source: Source

    public init(
        pid: Int, parent: Int? = nil, user: String = "", elapsed: Int? = nil, arguments: String,
        executable: String = "", source: Source
    ) {
        self.pid = pid
        self.parent = parent
        self.user = user
        self.elapsed = elapsed
        self.arguments = arguments
        self.executable = executable
        self.source = source
    }
}

/// A runtime's socket as a path on the node.
public struct Socket: Sendable, Hashable {
    /// The name that the collector's captures use as their instance.
    public var name: String
    public var path: String
    /// The path after every link is followed; equal to `path` where there is none.
    public var target: String
    public var source: Source

    public init(name: String, path: String, target: String, source: Source) {
        self.name = name
        self.path = path
        self.target = target
        self.source = source
    }
}

/// Who listens on a socket: `ss -xlp`.
public struct SocketListener: Sendable, Hashable {
    public var path: String
    public var pid: Int
    public var process: String
    public var source: Source

    public init(path: String, pid: Int, process: String, source: Source) {
        self.path = path
        self.pid = pid
        self.process = process
        self.source = source
    }
}

extension Facts {
    /// The process of that ID as all captures together tell it: `ps` gives its title, `proc-exe` its executable.
    /// Nil where none mentions it, and for 0, which stands for a line without ID.
    public func process(pid: Int) -> ProcessLine? {
        guard pid > 0 else { return nil }
        return Self.merged(processes.filter { $0.pid == pid }).first
    }

    /// Every process once, in the order of the captures; lines without ID stay apart.
    public var mergedProcesses: [ProcessLine] { Self.merged(processes) }

    private static func merged(_ lines: [ProcessLine]) -> [ProcessLine] {
        var merged: [ProcessLine] = []
        merged.reserveCapacity(lines.count)
        var places = [Int: Int](minimumCapacity: lines.count)
        for line in lines {
            if line.pid > 0, let place = places[line.pid] {
                merged[place].merge(line)
            } else {
                places[line.pid] = merged.count
                merged.append(line)
            }
        }
        return merged
    }
}

extension ProcessLine {
    /// Takes what another line tells of the same process. The first line with arguments is the proof; what it does not
    /// tell is taken from the others, the first that tells it.
    fileprivate mutating func merge(_ line: ProcessLine) {
        var (whole, other) = (self, line)
        if arguments.isEmpty, !line.arguments.isEmpty { (whole, other) = (line, self) }
        if whole.executable.isEmpty { whole.executable = other.executable }
        if whole.user.isEmpty { whole.user = other.user }
        whole.parent = whole.parent ?? other.parent
        whole.elapsed = whole.elapsed ?? other.elapsed
        self = whole
    }
}
