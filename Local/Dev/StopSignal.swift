import Dispatch
import Glibc

/// The signals with which people and supervisors stop a program, such as SIGINT (Ctrl-C) and SIGTERM. They are caught from the moment that it
/// is made.
public final class StopSignal: Sendable {
    /// Where the signal handler writes. A handler may do little more than that: it interrupts whatever runs.
    private nonisolated(unsafe) static var pipeEnd: Int32 = -1

    private let signals: AsyncStream<Int32>

    /// Catches the signals.
    /// - Parameters:
    ///   - signals: which ones; SIGHUP stays ignored where it was, as under `nohup`.
    ///   - isForcedByTheSecond: the second signal ends the process at once, should stopping take too long for somebody.
    public init(signals numbers: [Int32] = [SIGINT, SIGTERM], isForcedByTheSecond: Bool = true) {
        // A client that leaves in the middle of an answer must not end the program.
        signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [-1, -1]
        let (signals, continuation) = AsyncStream.makeStream(of: Int32.self)
        self.signals = signals
        // Without a pipe the signals keep what they do by themselves: they end the process.
        guard pipe(&ends) == 0 else { return }
        Self.pipeEnd = ends[1]
        let readEnd = ends[0]
        DispatchQueue(label: "postroom.stop-signal").async {
            var byte: UInt8 = 0
            while read(readEnd, &byte, 1) == -1, errno == EINTR {}
            continuation.yield(Int32(byte))
        }
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { number in
            var byte = UInt8(truncatingIfNeeded: number)
            _ = write(StopSignal.pipeEnd, &byte, 1)
        }
        action.sa_flags = (isForcedByTheSecond ? Int32(bitPattern: UInt32(SA_RESETHAND)) : 0) | SA_RESTART
        for number in numbers {
            var before = sigaction()
            sigaction(number, &action, &before)
            if number == SIGHUP, Self.isIgnoring(before) { sigaction(number, &before, nil) }
        }
    }

    private static func isIgnoring(_ action: sigaction) -> Bool {
        unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    /// Returns when a signal has come, also before the call, or when the task is cancelled.
    /// - Returns: the signal's number.
    @discardableResult public func wait() async -> Int32? {
        for await signal in signals { return signal }
        return nil
    }
}
