import Mail
import Testing

@Suite("Plans")
struct PlanTests {
    private let plan = Plan(name: "p", maxMailboxes: 2, maxMessagesPerMailbox: 3, defaultTTLMinutes: 60, maxTTLMinutes: 1440)

    @Test(
        "A wish for a TTL is granted up to the maximum; no wish is the default",
        arguments: [(nil, 60), (1, 1), (60, 60), (1439, 1439), (1440, 1440), (1441, 1440), (Int.max, 1440)])
    func ttl(_ wish: Int?, _ granted: Int) {
        #expect(plan.ttl(wish) == granted)
    }

    @Test("A default above the maximum is cut to it")
    func defaultAboveMaximum() {
        var plan = plan
        plan.maxTTLMinutes = 30
        #expect(plan.ttl(nil) == 30)
    }

    @Test("One more is allowed below the limit only")
    func limits() {
        #expect([0, 1, 2, 3].map(plan.allowsMailbox(besides:)) == [true, true, false, false])
        #expect([0, 2, 3, 4].map(plan.allowsMessage(besides:)) == [true, true, false, false])
    }

    @Test("A limit of zero allows none, one of -1 any number")
    func zeroAndUnlimited() {
        let none = Plan(name: "none", maxMailboxes: 0, maxMessagesPerMailbox: 0, defaultTTLMinutes: 1, maxTTLMinutes: 1)
        #expect(!none.allowsMailbox(besides: 0) && !none.allowsMessage(besides: 0))
        #expect(Plan.local.allowsMailbox(besides: .max) && Plan.local.allowsMessage(besides: .max))
    }

    @Test("The built-in plans have names of their own and a default within the maximum")
    func builtIn() {
        #expect(Plan.builtIn.map(\.name) == ["anonymous", "free", "local"])
        for plan in Plan.builtIn { #expect(plan.defaultTTLMinutes <= plan.maxTTLMinutes) }
    }
}
