import AWS
import HTTP

extension Probe {
    /// A mail of S3 that goes on through SES and is in memory at no time.
    func relay(_ client: AWSClient, _ command: ProbeCommand) async throws -> JSONValue {
        let (_, file) = try await S3(client).file(
            command.need("key"), from: command.need("bucket"), in: command.find("folder") ?? "/tmp",
            limit: command.find("limit") ?? 40 << 20)
        let to = SES.Destination(try command.need("to"))
        return .string(try await SES(client).send(raw: file.reader(), from: command.need("from"), to: to))
    }
}
