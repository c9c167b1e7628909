import Mail
import MailboxAPI
import Testing

extension ManualClock: MovableClock {}

@Suite struct ClockTests {
    private func host() -> Host {
        var host = Host()
        host.options.clock = host.clock
        return host
    }

    private func move(_ host: Host, _ body: String, token: String? = Host.adminToken) async -> APIResponse {
        await host.api.respond(
            to: APIRequest(
                method: "POST", path: "/api/v1/clock", headers: token.map { ["authorization": "Bearer \($0)"] } ?? [:],
                body: Array(body.utf8)))
    }

    @Test func itIsShownAndMoved() async throws {
        let host = host()
        #expect(try await host.send("GET", "/api/v1/clock", token: Host.adminToken).json["now"]?.text == "2026-11-21T08:30:00.250Z")
        #expect(try await move(host, #"{"advance_minutes": 90}"#).json["now"]?.text == "2026-11-21T10:00:00.250Z")
        #expect(try await move(host, #"{"now": "2027-01-31T12:00:00Z"}"#).json["now"]?.text == "2027-01-31T12:00:00.000Z")
    }

    @Test func aMailboxEndsWhenItsTimeHasCome() async throws {
        let host = host()
        let mailbox = try await host.create("ttl_minutes=60")
        _ = await move(host, #"{"advance_minutes": 59}"#)
        #expect(await host.send("GET", mailbox.path, token: mailbox.token).status == 200)
        _ = await move(host, #"{"advance_minutes": 1}"#)
        #expect(await host.send("GET", mailbox.path, token: mailbox.token).status == 404)
    }

    @Test(arguments: [
        "{}", #"{"advance_minutes": 1, "now": "2027-01-31T12:00:00Z"}"#, #"{"now": "soon"}"#, #"{"advance_minutes": 99999999999}"#,
    ])
    func whatMakesNoSenseMovesNothing(body: String) async throws {
        let host = host()
        #expect(await move(host, body).status == 422)
        #expect(host.clock.now() == Host.start)
    }

    @Test func onlyTheOperatorMayMoveIt() async throws {
        let host = host()
        let mailbox = try await host.create()
        #expect(await move(host, #"{"advance_minutes": 90}"#, token: nil).status == 401)
        #expect(await move(host, #"{"advance_minutes": 90}"#, token: mailbox.token).status == 403)
        #expect(host.clock.now() == Host.start)
    }

    @Test func withoutTheOptionThereIsNoSuchPath() async throws {
        #expect(await Host().send("GET", "/api/v1/clock", token: Host.adminToken).status == 404)
        #expect(await Host().send("POST", "/api/v1/clock", token: Host.adminToken).status == 404)
    }
}
