import Glibc

/// Where the domain gets the time from. Tests and the local virtual clock set it; programs ask the system.
public protocol WallClock: Sendable {
    /// The time now.
    func now() -> Timestamp
}

/// The operating system's clock.
public struct SystemClock: WallClock {
    /// Creates the clock.
    public init() {}

    /// The time now, from `clock_gettime(CLOCK_REALTIME)`.
    public func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(millisecondsSince1970: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
