import Mail

/// A clock that the operator may move: for tests of what happens in an hour. Nowhere but on a laptop.
public protocol MovableClock: WallClock {
    /// Sets the time, from which it goes on as before.
    func set(_ time: Timestamp)
}
