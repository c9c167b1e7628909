import AWS

extension Probe {
    func ses(_ ses: SES, _ command: ProbeCommand) async throws -> JSONValue {
        var options = SES.Options()
        options.configurationSet = try command.find("configurationSet")
        options.tags = try command.pairs("tags")
        switch command.operation {
        case "ses.raw":
            let to = SES.Destination(try command.need("to"))
            return .string(try await ses.send(raw: command.reader(), from: command.need("from"), to: to, options: options))
        case "ses.simple":
            let message = SES.Simple(subject: try command.need("subject"), text: try command.find("text"), html: try command.find("html"))
            let to = SES.Destination(try command.need("to"))
            return .string(try await ses.send(message, from: command.need("from"), to: to, options: options))
        case "ses.account":
            let account = try await ses.account()
            return .object([
                "isInProduction": .bool(account.isInProduction), "isSendingEnabled": .bool(account.isSendingEnabled),
                "enforcement": JSONValue(account.enforcement), "perDay": account.quota.map { .double($0.perDay) } ?? .null,
                "perSecond": account.quota.map { .double($0.perSecond) } ?? .null, "sent": account.quota.map { .double($0.sent) } ?? .null,
            ])
        case "ses.suppressed":
            let (entries, next) = try await ses.suppressed(after: command.find("after"), limit: command.find("limit") ?? 100)
            return .object(["entries": .array(entries.map { .array([.string($0.address), .string($0.reason)]) }), "next": JSONValue(next)])
        case "ses.suppression":
            return JSONValue(try await ses.suppression(of: command.need("address"))?.reason)
        case "ses.suppress":
            try await ses.suppress(command.need("address"), reason: command.need("reason"))
            return .null
        case "ses.unsuppress": return .bool(try await ses.unsuppress(command.need("address")))
        case "ses.bounce":
            let recipients = try command.pairs("recipients").map {
                (address: $0.name, kind: SES.BounceKind(rawValue: $0.value) ?? .undefined)
            }
            return .string(
                try await ses.sendBounce(
                    originalMessageID: command.need("original"), sender: command.need("sender"), recipients: recipients,
                    explanation: command.find("explanation")))
        default: throw ProbeFailure(description: "there is no \(command.operation)")
        }
    }

    func ssm(_ ssm: SSM, _ command: ProbeCommand) async throws -> JSONValue {
        func describe(_ parameter: SSM.Parameter) -> JSONValue {
            .array([.string(parameter.name), .string(parameter.value), JSONValue(parameter.version)])
        }
        switch command.operation {
        case "ssm.parameter": return try await ssm.parameter(command.need("name")).map(describe) ?? .null
        case "ssm.parameters": return .array(try await ssm.parameters(command.need("names", [String].self)).map(describe))
        case "ssm.below": return .array(try await ssm.parameters(below: command.need("path")).map(describe))
        default: throw ProbeFailure(description: "there is no \(command.operation)")
        }
    }

    private struct GivenMessage: Decodable {
        var id: String?
        var text: String
        var subject: String?
        var attributes: [[String]]?

        var message: SNS.Message {
            SNS.Message(text, subject: subject, attributes: (attributes ?? []).map { (name: $0[0], value: $0[1]) })
        }
    }

    func sns(_ sns: SNS, _ command: ProbeCommand) async throws -> JSONValue {
        let topic: String = try command.need("topic")
        let repeats: Bool = try command.find("repeats") ?? false
        switch command.operation {
        case "sns.publish":
            let given = try command.need("message", GivenMessage.self)
            return .string(try await sns.publish(given.message, to: topic, repeats: repeats))
        case "sns.publishBatch":
            let messages = try command.need("messages", [GivenMessage].self).map { (id: $0.id ?? "", message: $0.message) }
            let failed = try await sns.publish(messages, to: topic, repeats: repeats)
            return .array(failed.map { .array([.string($0.id), .string($0.code)]) })
        default: throw ProbeFailure(description: "there is no \(command.operation)")
        }
    }

    func sqs(_ sqs: SQS, _ command: ProbeCommand) async throws -> JSONValue {
        func describe(_ failed: [SQS.Failed]) -> JSONValue { .array(failed.map { .array([.string($0.id), .string($0.code)]) }) }
        let queue: String = try command.need("queue")
        switch command.operation {
        case "sqs.send": return .string(try await sqs.send(command.need("text"), to: queue, delaySeconds: command.find("delay")))
        case "sqs.sendBatch":
            return describe(try await sqs.send(command.pairs("messages").map { (id: $0.name, body: $0.value) }, to: queue))
        case "sqs.receive":
            let found = try await sqs.receive(
                from: queue, limit: command.find("limit") ?? 10, waitSeconds: command.find("wait") ?? 0,
                visibilitySeconds: command.find("visibility"))
            return .array(
                try found.map {
                    .object([
                        "id": .string($0.id), "receipt": .string($0.receipt), "body": .string($0.body),
                        "attributes": try JSONValue(of: $0.attributes ?? [:]),
                    ])
                })
        case "sqs.delete":
            try await sqs.delete(command.need("receipt", String.self), from: queue)
            return .null
        case "sqs.deleteBatch":
            return describe(try await sqs.delete(command.pairs("receipts").map { (id: $0.name, receipt: $0.value) }, from: queue))
        case "sqs.hide":
            try await sqs.hide(command.need("receipt"), in: queue, seconds: command.need("seconds"))
            return .null
        default: throw ProbeFailure(description: "there is no \(command.operation)")
        }
    }

    /// The services with one or two operations.
    func others(_ client: AWSClient, _ command: ProbeCommand) async throws -> JSONValue {
        switch command.operation {
        case "api.post":
            return .bool(
                try await APIGatewayManagement(client, url: command.need("url")).post(command.bytes(), to: command.need("connection")))
        case "api.delete":
            return .bool(try await APIGatewayManagement(client, url: command.need("url")).delete(command.need("connection")))
        case "sts.identity":
            let identity = try await STS(client).identity()
            return .array([.string(identity.account), .string(identity.arn)])
        case "logs.filter":
            let (lines, next) = try await CloudWatchLogs(client).filter(
                command.need("group"), pattern: command.find("pattern"), from: command.find("from"), to: command.find("to"),
                after: command.find("after"), limit: command.find("limit"))
            let described = lines.map { JSONValue.array([.int(Int($0.timestamp)), .string($0.message), JSONValue($0.stream)]) }
            return .object(["lines": .array(described), "next": JSONValue(next)])
        default: throw ProbeFailure(description: "there is no \(command.operation)")
        }
    }
}
