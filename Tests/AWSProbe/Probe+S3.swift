import AWS
import Crypto
import FoundationEssentials
import HTTP

// A function for each operation: the compiler does not survive them in one.
extension Probe {
    func s3(_ s3: S3, _ command: ProbeCommand) async throws -> JSONValue {
        switch command.operation {
        case "s3.put": try await put(s3, command)
        case "s3.get": try await get(s3, command)
        case "s3.open": try await open(s3, command)
        case "s3.head": try await head(s3, command)
        case "s3.delete": try await delete(s3, command)
        case "s3.deleteMany": try await deleteMany(s3, command)
        case "s3.list": try await list(s3, command)
        case "s3.presign": try await presign(s3, command)
        default: throw ProbeFailure(description: "there is no \(command.operation)")
        }
    }

    private func put(_ s3: S3, _ command: ProbeCommand) async throws -> JSONValue {
        var fields = HTTPFields()
        for (name, value) in try command.pairs("fields") { fields.append(name, value) }
        let body = try command.body()
        let (key, bucket) = try Self.object(command)
        try await s3.put(body, as: key, in: bucket, fields: fields)
        return .null
    }

    private func get(_ s3: S3, _ command: ProbeCommand) async throws -> JSONValue {
        let (key, bucket) = try Self.object(command)
        let limit = try command.find("limit", Int.self) ?? 1 << 20
        let (head, bytes) = try await s3.get(key, from: bucket, range: Self.range(command), limit: limit)
        var answer = Self.describe(head)
        answer["base64"] = .string(Data(bytes).base64EncodedString())
        return .object(answer)
    }

    private func open(_ s3: S3, _ command: ProbeCommand) async throws -> JSONValue {
        let (key, bucket) = try Self.object(command)
        let etag = try command.find("ifMatch", String.self)
        let (head, body) = try await s3.open(key, from: bucket, range: Self.range(command), ifMatch: etag)
        var answer = Self.describe(head)
        let (count, digest) = try await Self.digest(body)
        answer["count"] = .int(count)
        answer["sha256"] = .string(digest)
        return .object(answer)
    }

    private static func digest(_ body: HTTPResponseBody) async throws -> (count: Int, digest: String) {
        var count = 0
        let digest = SHA256Stream()
        for try await chunk in body {
            count += chunk.count
            chunk.withUnsafeBytes { digest.update($0) }
        }
        return (count, digest.finish().hexadecimal)
    }

    private func head(_ s3: S3, _ command: ProbeCommand) async throws -> JSONValue {
        let (key, bucket) = try Self.object(command)
        return .object(Self.describe(try await s3.head(key, in: bucket)))
    }

    private func delete(_ s3: S3, _ command: ProbeCommand) async throws -> JSONValue {
        let (key, bucket) = try Self.object(command)
        try await s3.delete(key, from: bucket)
        return .null
    }

    private func deleteMany(_ s3: S3, _ command: ProbeCommand) async throws -> JSONValue {
        let keys = try command.need("keys", [String].self)
        let failed = try await s3.delete(keys, from: command.need("bucket"))
        return .array(failed.map { .array([.string($0.key), .string($0.code)]) })
    }

    private func list(_ s3: S3, _ command: ProbeCommand) async throws -> JSONValue {
        let bucket = try command.need("bucket", String.self)
        let prefix = try command.find("prefix", String.self) ?? ""
        let limit = try command.find("limit", Int.self) ?? 1000
        let (entries, next) = try await s3.list(bucket, prefix: prefix, after: command.find("after"), limit: limit)
        return .object(["entries": .array(entries.map { .array([.string($0.key), .int($0.size)]) }), "next": JSONValue(next)])
    }

    private func presign(_ s3: S3, _ command: ProbeCommand) async throws -> JSONValue {
        let (key, bucket) = try Self.object(command)
        let seconds = try command.find("seconds", Int.self) ?? 60
        let fields = try command.pairs("fields")
        return .string(try await s3.presignedGet(key, from: bucket, seconds: seconds, responseFields: fields))
    }

    private static func object(_ command: ProbeCommand) throws -> (key: String, bucket: String) {
        (try command.need("key"), try command.need("bucket"))
    }

    private static func range(_ command: ProbeCommand) throws -> Range<Int>? {
        try command.find("range", [Int].self).map { $0[0]..<$0[1] }
    }

    private static func describe(_ head: S3.Head) -> [String: JSONValue] {
        [
            "length": .int(head.length), "etag": JSONValue(head.etag), "isEncryptedByClient": .bool(head.isEncryptedByClient),
            "fields": .object(Dictionary(head.fields.lines.map { ($0.name.lowercased(), .string($0.value)) }) { $1 }),
        ]
    }
}
