import Mail
import Synchronization

/// Remembers the state that an alarm was last mailed about, so that a repeat makes no mail.
public protocol NoticeStates: Sendable {
    /// Notes that a mail is made about a state of a thread.
    /// - Parameters:
    ///   - source: names the message: its own retry is no repeat.
    ///   - window: for how long the same state is a repeat.
    /// - Returns: false when another message said the same state less than `window` before; then nothing changes.
    func enter(_ thread: String, state: String, source: String, at now: Timestamp, window: Duration) async throws -> Bool
}

/// States that end with the process: for tests, and for one event on a laptop.
public final class InMemoryNoticeStates: NoticeStates {
    private struct Known {
        var state: String
        var source: String
        var at: Timestamp
    }

    private let all = Mutex<[String: Known]>([:])

    /// Creates it.
    public init() {}

    /// See ``NoticeStates/enter(_:state:source:at:window:)``.
    public func enter(_ thread: String, state: String, source: String, at now: Timestamp, window: Duration) -> Bool {
        all.withLock { all in
            if let known = all[thread], known.state == state, known.source != source, known.at.adding(window) > now { return false }
            // A retry does not make the window longer.
            if all[thread]?.source != source { all[thread] = Known(state: state, source: source, at: now) }
            return true
        }
    }
}
