import AWS
import Mail

extension Probe {
    /// What functions do with mailboxes that have no function on AWS yet.
    func mailboxes(_ store: DynamoDBMailboxStore, _ command: ProbeCommand) async throws -> JSONValue {
        let address = try EmailAddress(command.need("address"))
        let now = SystemClock().now()
        switch command.operation {
        case "mailboxes.create":
            let plan = Plan(
                name: "sample", maxMailboxes: try command.find("mailboxes") ?? -1, maxMessagesPerMailbox: -1, defaultTTLMinutes: 60,
                maxTTLMinutes: 600)
            let mailbox = Mailbox(
                address: address, owner: try command.find("owner"), plan: "anonymous", createdAt: now,
                expiresAt: now.adding(minutes: try command.find("minutes") ?? 60), tokenHash: [1])
            let reclaims: Bool = try command.find("reclaims") ?? false
            switch try await store.create(mailbox, within: plan, reclaims: reclaims, now: now) {
            case .created(_, let released): return .object(["released": try JSONValue(of: released)])
            case .addressTaken: return .string("addressTaken")
            case .limitReached: return .string("limitReached")
            }
        case "mailboxes.change":
            var change = MailboxChange(expiresAt: try command.find("minutes", Int.self).map { now.adding(minutes: $0) })
            if let label: String = try command.find("label") { change.label = label }
            return try await store.change(address, change, now: now).map { mailbox in
                .object([
                    "address": .string(mailbox.address.description), "label": mailbox.label.map { .string($0) } ?? .null,
                    "expires_at": .string("\(mailbox.expiresAt.millisecondsSince1970)"),
                ])
            } ?? .null
        case "mailboxes.delete": return try JSONValue(of: await store.delete(address))
        case "mailboxes.deleteMessage":
            guard let id = MessageIdentifier(try command.need("message")) else { throw ProbeFailure(description: "this is no message id") }
            return try await store.delete(id, in: address).map { try JSONValue(of: $0) } ?? .null
        default: throw ProbeFailure(description: "there is no \(command.operation)")
        }
    }
}
