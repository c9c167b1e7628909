import Foundation
import Glibc

/// A command that is run as a shell runs it: with our terminal, our files and our signals.
public struct Command: Sendable {
    /// The command cannot be started.
    public struct CannotStart: Error, CustomStringConvertible {
        /// Which one, and why.
        public let description: String
        /// What a shell exits with then: 127 where there is no such command, 126 where it is none.
        public let exitCode: Int32
    }

    private let arguments: [String]
    /// What a server in this process changes for itself, and the command has to have as it was.
    private let fileMask: mode_t
    private let fileLimit: rlim_t
    /// The files that came to us open, and are the command's too.
    private let files: Set<Int32>

    /// A command and its arguments. From now on signals are for it.
    public init(_ arguments: [String]) {
        self.arguments = arguments
        fileMask = umask(0o077)
        umask(fileMask)
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        fileLimit = limit.rlim_cur
        files = Self.openFiles
        PassedSignals.catchAll()
    }

    /// A signal came before the command was started, so that there is no point in starting it.
    public struct Signalled: Error {
        /// Which one.
        public let number: Int32
    }

    /// Prepares what the command needs; a signal ends that.
    /// - Throws: ``Signalled``, and whatever the preparation throws.
    public func prepare<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
        try await withThrowingTaskGroup(of: Result.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await body() }
            group.addTask {
                while true {
                    if let number = PassedSignals.earlySignal { throw Signalled(number: number) }
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
            guard let result = try await group.next() else { throw CancellationError() }
            return result
        }
    }

    /// Runs the command to its end. Signals that come meanwhile are passed on to it.
    /// - Parameter variables: environment variables besides ours.
    /// - Returns: its exit code as shells have it: 128 and the signal's number where a signal ended it.
    public func run(adding variables: [String: String]) async throws -> Int32 {
        let id = try start(ProcessInfo.processInfo.environment.merging(variables) { $1 })
        PassedSignals.pass(to: id)
        return await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: Self.awaitEnd(id)) }
        }
    }

    private func start(_ environment: [String: String]) throws(CannotStart) -> pid_t {
        let name = arguments.first ?? ""
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // The threads of a program in Swift may have signals blocked, which a new process would inherit.
        var mask = sigset_t()
        sigemptyset(&mask)
        posix_spawnattr_setsigmask(&attributes, &mask)
        var defaults = sigset_t()
        sigemptyset(&defaults)
        for number in PassedSignals.defaults { sigaddset(&defaults, number) }
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        let words = arguments.map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + variables { free(text) } }
        restoreSettings()
        var id: pid_t = 0
        let error = posix_spawnp(&id, name, nil, &attributes, words, variables)
        guard error != 0 else { return id }
        let reason = error == ENOENT ? "there is no such command" : String(cString: strerror(error))
        throw CannotStart(description: "cannot start '\(name)': \(reason)", exitCode: error == ENOENT ? 127 : 126)
    }

    private func restoreSettings() {
        umask(fileMask)
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = fileLimit
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        // The sockets of a server are none of the command's.
        for file in Self.openFiles.subtracting(files) { _ = fcntl(file, F_SETFD, FD_CLOEXEC) }
    }

    private static var openFiles: Set<Int32> {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") else { return [0, 1, 2] }
        return Set(names.compactMap { Int32($0) })
    }

    private static func awaitEnd(_ id: pid_t) -> Int32 {
        var information = siginfo_t()
        while waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT) == -1, errno == EINTR {}
        PassedSignals.stopPassing()
        var status: Int32 = 0
        while waitpid(id, &status, 0) == -1, errno == EINTR {}
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
    }
}
