import Glibc

/// What a program cost, as the kernel counted it.
struct Cost: Sendable {
    /// Seconds of the clock, and of the processors in user and kernel mode.
    var wall: Double
    var cpu: Double
    /// The most memory it had, in bytes.
    var memory: Int
    var status: Int32
}

/// Runs programs as a user would and measures them.
enum Child {
    /// Standard output goes to `output` or nowhere, standard error to `errors` or nowhere.
    static func run(_ arguments: [String], output: String = "/dev/null", errors: String = "/dev/null") throws -> Cost {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        defer { words.forEach { free($0) } }
        words.append(nil)
        var child: pid_t = 0
        let start = now()
        let error = posix_spawnp(&child, arguments[0], &actions, nil, words, environ)
        guard error == 0 else {
            throw FleetWriter.Failure(description: "\(arguments[0]): \(String(cString: strerror(error)))")
        }
        var status: Int32 = 0
        var usage = rusage()
        while wait4(child, &status, 0, &usage) < 0 {
            guard errno == EINTR else {
                throw FleetWriter.Failure(description: "wait4: \(String(cString: strerror(errno)))")
            }
        }
        let cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime)
        return Cost(
            wall: now() - start, cpu: cpu, memory: usage.ru_maxrss * 1024,
            status: status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f))
    }

    /// As `run`, and an error unless it ended with 0.
    static func must(_ arguments: [String], output: String = "/dev/null") throws -> Cost {
        let cost = try run(arguments, output: output)
        guard cost.status == 0 else {
            throw FleetWriter.Failure(description: "\(arguments.joined(separator: " ")) ended with \(cost.status)")
        }
        return cost
    }

    /// What it printed.
    static func text(_ arguments: [String], scratch: String) throws -> (text: String, status: Int32) {
        let file = "\(scratch)/output"
        let cost = try run(arguments, output: file)
        return (String(decoding: try FileBytes.read(file), as: UTF8.self), cost.status)
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}

/// One thing measured many times.
struct Series: Sendable {
    var costs: [Cost] = []

    var wall: Double { Self.median(costs.map(\.wall)) }
    var cpu: Double { Self.median(costs.map(\.cpu)) }
    var memory: Int { costs.map(\.memory).max() ?? 0 }
    /// Half of the distance between the fastest and the slowest, of the median.
    var wallSpread: Double { Self.spread(costs.map(\.wall)) }
    var cpuSpread: Double { Self.spread(costs.map(\.cpu)) }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return .nan }
        return (sorted[sorted.count / 2] + sorted[(sorted.count - 1) / 2]) / 2
    }

    private static func spread(_ values: [Double]) -> Double {
        guard let low = values.min(), let high = values.max(), high > 0 else { return 0 }
        return (high - low) / 2 / median(values)
    }
}
