import Mail
import MailboxAPI
import Synchronization

/// The system's clock, moved: `postroom dev --clock`. It goes on at the usual speed.
public final class VirtualClock: MovableClock {
    private let system: any WallClock
    /// In milliseconds.
    private let offset = Mutex<Int64>(0)

    /// A clock that shows the system's time until it is moved.
    public init(_ system: any WallClock = SystemClock()) { self.system = system }

    /// The time now.
    public func now() -> Timestamp {
        Timestamp(millisecondsSince1970: system.now().millisecondsSince1970 &+ offset.withLock { $0 })
    }

    /// Sets the time.
    public func set(_ time: Timestamp) {
        offset.withLock { $0 = time.millisecondsSince1970 &- system.now().millisecondsSince1970 }
    }
}
