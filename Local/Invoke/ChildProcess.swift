import CChildProcess
import Foundation
import Glibc
import Synchronization

/// A process that ends with this one: it has a process group of its own, which is signalled as a whole.
final class ChildProcess: Sendable {
    /// A program cannot be started.
    struct CannotStart: Error, CustomStringConvertible {
        /// Which one, why, and what to do.
        let description: String
    }

    /// The process's number, and its group's.
    let id: pid_t

    private let end = End()

    /// Whether it has ended. As long as it has not the number is its own and may be signalled.
    private final class End: Sendable {
        let isKnown = Mutex(false)
    }

    /// Starts a program. Its standard output and standard error are our standard error, its standard input is empty.
    /// - Parameters:
    ///   - path: the program, absolute.
    ///   - folder: its current directory.
    ///   - onExit: hears how it ended, once.
    init(
        path: String, environment: [String: String], folder: String, onExit: @escaping @Sendable (ProcessExit) -> Void
    ) throws(CannotStart) {
        // The program lives as long as the thread that started it, so that is the one that waits for its end.
        let started = Mutex<Result<pid_t, CannotStart>?>(nil)
        let isStarted = DispatchSemaphore(value: 0)
        let end = end
        Thread.detachNewThread {
            let result = Self.start(path, environment, folder)
            started.withLock { $0 = result }
            isStarted.signal()
            if case .success(let id) = result { onExit(Self.awaitEnd(id, end)) }
        }
        isStarted.wait()
        id = try (started.withLock { $0 } ?? .failure(CannotStart(description: "cannot start \(path)"))).get()
    }

    private static func start(_ path: String, _ environment: [String: String], _ folder: String) -> Result<pid_t, CannotStart> {
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        let arguments = [strdup(path), nil]
        defer { for text in variables + arguments { free(text) } }
        var id: pid_t = 0
        let error = child_process_start(path, arguments, variables, folder, &id)
        guard error != 0 else { return .success(id) }
        let reason =
            switch error {
            case ENOEXEC: "it is no program for this machine"
            case ENOENT: "the interpreter that its first line names is missing"
            default: String(cString: strerror(error))
            }
        return .failure(CannotStart(description: "cannot start \(path): \(reason)"))
    }

    private static func awaitEnd(_ id: pid_t, _ end: End) -> ProcessExit {
        var information = siginfo_t()
        while waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT) == -1, errno == EINTR {}
        return end.isKnown.withLock { isKnown in
            // What it started ends with it; then its number is given back.
            kill(-id, SIGKILL)
            var status: Int32 = 0
            while waitpid(id, &status, 0) == -1, errno == EINTR {}
            isKnown = true
            return status & 0x7F == 0 ? .status(status >> 8 & 0xFF) : .signal(status & 0x7F)
        }
    }

    /// Signals the process and what it started, unless it has ended.
    func signal(_ number: Int32) {
        end.isKnown.withLock { if !$0 { kill(-id, number) } }
    }

    /// Ends the process: SIGTERM, and SIGKILL when it is still there after half a second. Returns when it is gone, also in a cancelled task.
    func stop() async {
        await Task {
            signal(SIGTERM)
            let deadline = ContinuousClock.now + .milliseconds(500)
            while isRunning {
                if ContinuousClock.now > deadline { signal(SIGKILL) }
                try? await Task.sleep(for: .milliseconds(1))
            }
        }.value
    }

    private var isRunning: Bool { end.isKnown.withLock { !$0 } }

    /// The most memory that it has had resident so far, in KiB (VmHWM of proc(5)); nil once it has ended.
    var peakMemory: Int? {
        let file = open("/proc/\(id)/status", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(file, &bytes, bytes.count)
        guard count > 0 else { return nil }
        return Self.peakMemory(status: String(decoding: bytes[..<count], as: UTF8.self))
    }

    /// Reads the peak out of the text of `/proc/<pid>/status`.
    static func peakMemory(status: String) -> Int? {
        guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }) else { return nil }
        return line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) }
    }
}
