import Mail
import Testing

@Suite("Timestamps")
struct TimestampTests {
    @Test(
        "RFC 3339 has milliseconds and UTC",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (1, "1970-01-01T00:00:00.001Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (-1000, "1969-12-31T23:59:59.000Z"),
            (-1001, "1969-12-31T23:59:58.999Z"), (951_827_696_789, "2000-02-29T12:34:56.789Z"),
            (1_795_249_800_250, "2026-11-21T08:30:00.250Z"),
            (4_107_542_399_999, "2100-02-28T23:59:59.999Z"), (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"), (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
        ] as [(Int64, String)])
    func rfc3339(_ milliseconds: Int64, _ text: String) {
        #expect(Timestamp(millisecondsSince1970: milliseconds).rfc3339 == text)
    }

    @Test("The first and the last time there are can be written", arguments: [Int64.min, .min + 1, .min + 808, .max - 1, .max])
    func extremes(_ milliseconds: Int64) {
        let text = Timestamp(millisecondsSince1970: milliseconds).rfc3339
        #expect(text.hasSuffix("Z"))
        #expect(text.contains("T"))
    }

    @Test(
        "Minutes are added and taken away",
        arguments: [(0, 0, 0), (0, 1, 60_000), (250, 60, 3_600_250), (0, -1, -60_000), (-1, 525_600, 31_535_999_999)]
            as [(Int64, Int, Int64)])
    func adding(_ start: Int64, _ minutes: Int, _ end: Int64) {
        #expect(Timestamp(millisecondsSince1970: start).adding(minutes: minutes) == Timestamp(millisecondsSince1970: end))
    }

    @Test("A sum that is too large is the farthest time there is")
    func overflow() {
        let first = Timestamp(millisecondsSince1970: .min)
        let last = Timestamp(millisecondsSince1970: .max)
        for start in [Int64.min, -1, 0, 1, .max] {
            #expect(Timestamp(millisecondsSince1970: start).adding(minutes: .max) == last)
            #expect(Timestamp(millisecondsSince1970: start).adding(minutes: .min) == first)
        }
        #expect(last.adding(minutes: 1) == last)
        #expect(first.adding(minutes: -1) == first)
        #expect(Timestamp(millisecondsSince1970: .max - 60_000).adding(minutes: 1) == last)
        #expect(last.adding(minutes: 0) == last)
        #expect(last.adding(minutes: -1) == Timestamp(millisecondsSince1970: .max - 60_000))
    }

    @Test("Earlier is less")
    func order() {
        let times = [3, -1, 2, 0, -1000].map { Timestamp(millisecondsSince1970: $0) }
        #expect(times.sorted().map(\.millisecondsSince1970) == [-1000, -1, 0, 2, 3])
        #expect(!(times[0] < times[0]))
    }

    @Test("A clock that is set by hand moves when it is told to, in both directions")
    func manualClock() {
        let clock = ManualClock(Timestamp(millisecondsSince1970: 0))
        #expect(clock.now() == clock.now())
        clock.advance(minutes: 3)
        #expect(clock.now().millisecondsSince1970 == 180_000)
        clock.advance(minutes: -4)
        #expect(clock.now().millisecondsSince1970 == -60_000)
    }

    @Test("A mailbox is open before its expiry and closed from then on")
    func mailboxExpiry() throws {
        let start = Timestamp(millisecondsSince1970: 1000)
        let mailbox = Mailbox(
            address: try EmailAddress("a@example.com"), owner: nil, plan: "p", createdAt: start, expiresAt: start.adding(minutes: 1),
            tokenHash: [])
        #expect(mailbox.isOpen(at: start))
        #expect(mailbox.isOpen(at: Timestamp(millisecondsSince1970: 60_999)))
        #expect(!mailbox.isOpen(at: Timestamp(millisecondsSince1970: 61_000)))
        var deleted = mailbox
        deleted.state = .deleted
        #expect(!deleted.isOpen(at: start))
    }
}
