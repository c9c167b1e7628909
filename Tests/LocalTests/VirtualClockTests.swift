import Local
import Mail
import Testing

@Suite struct VirtualClockTests {
    @Test func itGoesOnFromWhereItIsSet() {
        let system = ManualClock(Timestamp(millisecondsSince1970: 1_000_000))
        let clock = VirtualClock(system)
        #expect(clock.now() == system.now())
        clock.set(Timestamp(millisecondsSince1970: 5_000_000))
        #expect(clock.now().millisecondsSince1970 == 5_000_000)
        system.advance(minutes: 1)
        #expect(clock.now().millisecondsSince1970 == 5_060_000)
    }
}
