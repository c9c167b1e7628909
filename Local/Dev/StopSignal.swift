import Dispatch
import Glibc

/// The signals with which people and supervisors stop a program: SIGINT (Ctrl-C) and SIGTERM. They are caught from the moment that it is made.
public final class StopSignal: Sendable {
    /// Where the signal handler writes. A handler may do little more than that: it interrupts whatever runs.
    private nonisolated(unsafe) static var pipeEnd: Int32 = -1

    private let signals: AsyncStream<Void>

    /// Catches the signals. The second one ends the process at once, should stopping take too long for somebody.
    public init() {
        // A client that leaves in the middle of an answer must not end the program.
        signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [-1, -1]
        let (signals, continuation) = AsyncStream.makeStream(of: Void.self)
        self.signals = signals
        // Without a pipe the signals keep what they do by themselves: they end the process.
        guard pipe(&ends) == 0 else { return }
        Self.pipeEnd = ends[1]
        let readEnd = ends[0]
        DispatchQueue(label: "postroom.stop-signal").async {
            var byte: UInt8 = 0
            while read(readEnd, &byte, 1) == -1, errno == EINTR {}
            continuation.yield()
        }
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in
            var byte: UInt8 = 1
            _ = write(StopSignal.pipeEnd, &byte, 1)
        }
        action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND)) | SA_RESTART
        for number in [SIGINT, SIGTERM] { sigaction(number, &action, nil) }
    }

    /// Returns when a signal has come, also before the call, or when the task is cancelled.
    public func wait() async {
        for await _ in signals { return }
    }
}
