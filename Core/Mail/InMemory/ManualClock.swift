import Synchronization

/// A ``WallClock`` that stands still until it is moved.
public final class ManualClock: WallClock {
    private let time: Mutex<Timestamp>

    /// Creates a clock that shows `time`.
    public init(_ time: Timestamp) {
        self.time = Mutex(time)
    }

    /// The time it was set to.
    public func now() -> Timestamp { time.withLock { $0 } }

    /// Sets the time.
    public func set(_ time: Timestamp) { self.time.withLock { $0 = time } }

    /// Moves the clock; negative values move it back.
    public func advance(minutes: Int) { time.withLock { $0 = $0.adding(minutes: minutes) } }
}
