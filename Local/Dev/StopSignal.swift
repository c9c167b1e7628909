import Dispatch
import Glibc

/// Waits for the signals with which people and supervisors stop a program.
public enum StopSignal {
    /// Returns on SIGINT (Ctrl-C) or SIGTERM, or when the task is cancelled.
    public static func wait() async {
        // A client that leaves in the middle of an answer must not end the program.
        signal(SIGPIPE, SIG_IGN)
        let signals = AsyncStream<Int32> { continuation in
            let sources = [SIGINT, SIGTERM].map { number in
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
                source.setEventHandler { continuation.yield(number) }
                source.activate()
                return Held(source: source)
            }
            continuation.onTermination = { _ in for held in sources { held.source.cancel() } }
        }
        for await _ in signals { return }
    }

    /// Dispatch sources may be used from any thread, which their type does not say.
    private struct Held: @unchecked Sendable {
        let source: any DispatchSourceSignal
    }
}
