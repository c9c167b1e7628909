import Mail
import MailboxAPI
import Testing

@Suite("A token opens its own mailbox and no other")
struct IsolationTests {
    private let host = Host()

    /// Some mailboxes, each with one message; the mail is the same for all.
    private func mailboxes() async throws -> [(mailbox: Host.Opened, message: String)] {
        var result: [(Host.Opened, String)] = []
        for address in ["a@postroom.test", "b@postroom.test", "a+b@postroom.test", "a@other.test"] {
            let mailbox = try await host.open(address)
            result.append((mailbox, try await host.deliver(to: mailbox)))
        }
        return result
    }

    /// What everybody gets who asks for a mailbox that does not exist.
    private func answerForMissing(_ route: Route, message: String) async -> APIResponse {
        await host.send(route.method, route.target("/api/v1/mailboxes/nobody@postroom.test", message: message), token: "0123456789abcdef")
    }

    @Test("pair by pair: the answer is the very one for a mailbox that does not exist, and nothing happens", arguments: Route.all)
    func pairs(_ route: Route) async throws {
        let all = try await mailboxes()
        for (own, _) in all {
            for (other, message) in all where other.address != own.address {
                let response = await host.send(route.method, route.target(other, message: message), token: own.token)
                #expect(response.status == 404)
                #expect(response.wire == (await answerForMissing(route, message: message)).wire)
            }
        }
        for (mailbox, message) in all {
            let list = try await host.send("GET", "\(mailbox.path)/messages", token: mailbox.token).json
            #expect(list["messages"]?.elements.map { $0["id"]?.text } == [message])
            #expect(list["messages"]?.elements.map { $0["is_read"] } == [.truth(false)])
        }
    }

    @Test("with its own token every route works", arguments: Route.all)
    func own(_ route: Route) async throws {
        for (mailbox, message) in try await mailboxes() {
            let response = await host.send(route.method, route.target(mailbox, message: message), token: mailbox.token)
            #expect(route.works.contains(response.status))
        }
    }

    @Test("a wrong token, a missing mailbox and an address that is none get the same answer", arguments: Route.all)
    func missing(_ route: Route) async throws {
        let (mailbox, message) = try #require(try await mailboxes().first)
        let expected = await answerForMissing(route, message: message)
        if route.method != "HEAD" { try expectProblem(expected, 404, "mailbox_not_found") }
        #expect(await host.send(route.method, route.target(mailbox, message: message), token: "wrong").wire == expected.wire)
        for address in [
            "nobody@postroom.test", "nobody", "%40", "a%00@postroom.test", "a@@postroom.test", "%22%22@postroom.test", "a@postroom.tes",
        ] {
            for token in [mailbox.token, "wrong", Host.adminToken] {
                let response = await host.send(route.method, route.target("/api/v1/mailboxes/\(address)", message: message), token: token)
                #expect(response.wire == expected.wire, "\(address)")
            }
        }
    }

    @Test("an expired mailbox is as missing as one that never was, from its last millisecond on", arguments: Route.all)
    func expired(_ route: Route) async throws {
        let (mailbox, message) = try #require(try await mailboxes().first)
        host.clock.advance(minutes: 60)
        for token in [mailbox.token, Host.adminToken] {
            let response = await host.send(route.method, route.target(mailbox, message: message), token: token)
            #expect(response.wire == (await answerForMissing(route, message: message)).wire)
        }
        host.clock.advance(minutes: -1)
        #expect(await host.send("GET", mailbox.path, token: mailbox.token).status == 200)
    }
}
