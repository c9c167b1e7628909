import HTTP
import Mail
import Synchronization

/// The time as AWS has it: signatures of a clock that is more than five minutes off are refused.
package final class ServerClock: Sendable {
    /// From here on a difference is a wrong clock and not the way's time.
    private static let tolerated: Int64 = 4 * 60_000
    private let clock: any WallClock
    private let offset = Atomic<Int64>(0)

    /// Starts from a clock.
    package init(_ clock: any WallClock) { self.clock = clock }

    /// The time to sign with.
    package var now: Timestamp {
        Timestamp(millisecondsSince1970: clock.now().millisecondsSince1970 &+ offset.load(ordering: .relaxed))
    }

    /// Learns from the Date of a refusal of what was signed at a time; true when signing again may help.
    package func correct(by fields: HTTPFields, signedAt time: Timestamp) -> Bool {
        guard let date = fields["Date"], let server = Timestamp(date) else { return false }
        guard abs(server.millisecondsSince1970 - time.millisecondsSince1970) > Self.tolerated else { return false }
        offset.store(server.millisecondsSince1970 - clock.now().millisecondsSince1970, ordering: .relaxed)
        return true
    }
}
