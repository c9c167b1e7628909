import AWS
import AWSForwarding
import Forwarding
import Mail

/// What forwarding does with S3, SES and SQS.
extension Probe {
    // A function for each operation, as for S3: the compiler does not survive them in one.
    func forwarding(_ client: AWSClient, _ command: ProbeCommand) async throws -> JSONValue {
        switch command.operation {
        case "forwarding.send": try await send(client, command)
        case "forwarding.notice": try await notice(client, command)
        case "forwarding.bounce": try await bounce(client, command)
        case "forwarding.open": .int(try await originals(client, command).open(command.need("key")).count)
        case "forwarding.keep": try await keep(client, command)
        case "forwarding.sweep": try await sweep(client, command)
        case "forwarding.put": try await put(client, command)
        case "forwarding.giveUp": try await giveUp(client, command)
        case "forwarding.turns": try await turns(client, command)
        default: throw ProbeFailure(description: "there is no \(command.operation)")
        }
    }

    /// A mail of S3 on its way through the ladder, or as it is.
    private func send(_ client: AWSClient, _ command: ProbeCommand) async throws -> JSONValue {
        let original = try await originals(client, command).open(command.need("key"))
        let (mail, rung) = try Self.outgoing(original, command)
        let (from, to) = (try Self.address(command, "from"), try Self.address(command, "to"))
        let key = try Self.key(command)
        let id = try await sender(client, command).send(mail, from: from, to: to, for: key)
        return .object(["id": .string(id), "rung": JSONValue(rung)])
    }

    private static func outgoing(_ original: any OriginalMail, _ command: ProbeCommand) throws -> (mail: OutgoingMail, rung: String?) {
        guard try command.find("ladder") ?? false else { return (OutgoingMail([.original(0..<original.count)], of: original), nil) }
        let to = try address(command, "to")
        let forwarded = try ForwardingLadder(now: Timestamp(millisecondsSince1970: 0))
            .mail(original.message(), to: to, from: address(command, "from"), Alias(to))
        original.releaseMemory()
        return (OutgoingMail(forwarded, of: original), "\(forwarded.rung)")
    }

    private func notice(_ client: AWSClient, _ command: ProbeCommand) async throws -> JSONValue {
        let mail = OutgoingMail(try command.bytes())
        let (from, to) = (try Self.address(command, "from"), try Self.address(command, "to"))
        return .string(try await sender(client, command).send(mail, from: from, to: to, for: nil))
    }

    private func sender(_ client: AWSClient, _ command: ProbeCommand) throws -> SESMailSender {
        SESMailSender(SES(client), configurationSet: try command.find("configurationSet"))
    }

    private func bounce(_ client: AWSClient, _ command: ProbeCommand) async throws -> JSONValue {
        let kind: BounceKind = try command.need("kind", String.self) == "content" ? .content : .unknownAddress
        let recipient = try Self.address(command, "recipient")
        try await sender(client, command).bounce(command.need("original"), for: recipient, kind)
        return .null
    }

    private func keep(_ client: AWSClient, _ command: ProbeCommand) async throws -> JSONValue {
        let until = Timestamp(millisecondsSince1970: try command.need("until"))
        try await originals(client, command).keep(command.need("key"), until: until)
        return .null
    }

    /// What `MailboxExpiry` does.
    private func sweep(_ client: AWSClient, _ command: ProbeCommand) async throws -> JSONValue {
        let store = DynamoDBMailboxStore(DynamoDB(client, table: try command.need("table")))
        let sweep = ExpirySweep(store, s3: S3(client), bucket: try command.need("bucket"), clock: SystemClock())
        let report = try await sweep.run()
        return try JSONValue(of: report)
    }

    private func put(_ client: AWSClient, _ command: ProbeCommand) async throws -> JSONValue {
        let now = Timestamp(millisecondsSince1970: try command.need("now"))
        try await queue(client, command).put(Self.deferred(command), now: now)
        return .null
    }

    private func giveUp(_ client: AWSClient, _ command: ProbeCommand) async throws -> JSONValue {
        try await queue(client, command).give(up: Self.deferred(command))
        return .null
    }

    private func originals(_ client: AWSClient, _ command: ProbeCommand) throws -> S3Originals {
        S3Originals(S3(client), bucket: try command.need("bucket"), table: DynamoDB(client, table: try command.find("table") ?? "none"))
    }

    private func queue(_ client: AWSClient, _ command: ProbeCommand) throws -> SQSDeferralQueue {
        SQSDeferralQueue(SQS(client), queue: try command.need("queue"), failed: try command.find("failed"))
    }

    /// How a few turns of a new pace go: `go`, or in how many seconds.
    private func turns(_ client: AWSClient, _ command: ProbeCommand) async throws -> JSONValue {
        let pace = SendPace(SES(client), concurrency: try command.find("concurrency") ?? 1)
        let patience = Duration.seconds(try command.find("patience", Double.self) ?? 0)
        var answers: [JSONValue] = []
        for _ in 0..<(try command.need("count", Int.self)) {
            switch try await pace.turn(atMost: patience) {
            case .go: answers.append(.string("go"))
            case .later(let time): answers.append(.int(Int(time.components.seconds)))
            }
        }
        return .array(answers)
    }

    /// Not inlined: the compiler does not survive its typed errors in an async function.
    @inline(never)
    private static func address(_ command: ProbeCommand, _ name: String) throws -> EmailAddress {
        try EmailAddress(command.need(name, String.self))
    }

    private static func key(_ command: ProbeCommand) throws -> LedgerKey? {
        guard let mail: String = try command.find("mail") else { return nil }
        return LedgerKey(mail: mail, entry: try command.need("entry"))
    }

    private static func deferred(_ command: ProbeCommand) throws -> DeferredMail {
        let time = Timestamp(millisecondsSince1970: try command.need("notBefore"))
        let request = ForwardingRequest(
            sesMessageID: "m1", rawKey: "inbound/m1", envelopeSender: try command.find("sender"), recipients: ["jane@example.com"],
            receivedAt: Timestamp(millisecondsSince1970: 1), verdicts: Verdicts(spam: "PASS"))
        return DeferredMail(request, notBefore: time, attempt: try command.find("attempt") ?? 1)
    }
}
