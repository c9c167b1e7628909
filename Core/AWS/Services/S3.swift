import FoundationEssentials
import HTTP
import Mail

/// Objects of S3.
///
/// https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html
public struct S3: Sendable {
    private let client: AWSClient

    /// The operations.
    public init(_ client: AWSClient) { self.client = client }

    /// What an object is, without its bytes.
    public struct Head: Sendable {
        /// Bytes of the whole object.
        public var length: Int
        /// Names this version of the object's bytes.
        public var etag: String?
        /// All header fields, the object's metadata (`x-amz-meta-…`) among them.
        public var fields: HTTPFields

        init(_ fields: HTTPFields) {
            self.fields = fields
            etag = fields["ETag"]
            // `bytes 0-99/1234` for a part, the length for the whole.
            let total = fields["Content-Range"].flatMap { $0.split(separator: "/").last.flatMap { Int($0) } }
            length = total ?? fields["Content-Length"].flatMap { Int($0) } ?? 0
        }

        /// Whether S3 alone cannot give the bytes in clear: a client encrypted them with a key of KMS (SES does, with "Encrypt message").
        public var isEncryptedByClient: Bool {
            fields["x-amz-meta-x-amz-key-v2"] != nil || fields["x-amz-meta-x-amz-key"] != nil || fields["x-amz-meta-x-amz-iv"] != nil
        }
    }

    // MARK: - Objects

    /// An object's bytes, all or a part.
    /// - Throws: ``AWSError`` with the code `NoSuchKey` when there is none, and `InvalidRange` for a part that has no bytes.
    public func get(_ key: String, from bucket: String, range: Range<Int>? = nil, limit: Int) async throws -> (head: Head, bytes: [UInt8]) {
        var call = call("GetObject", .get, bucket, key, isIdempotent: true)
        if let range { call.fields["Range"] = try Self.header(range) }
        call.responseLimit = limit
        return try await client.send(call) { (Head($0.fields), $0.body) }
    }

    /// An object's bytes as they arrive.
    public func open(_ key: String, from bucket: String, range: Range<Int>? = nil, ifMatch etag: String? = nil) async throws -> (
        head: Head, body: HTTPResponseBody
    ) {
        var call = call("GetObject", .get, bucket, key, isIdempotent: true)
        if let range { call.fields["Range"] = try Self.header(range) }
        call.fields["If-Match"] = etag
        // It is never in memory whole: any size will do.
        call.responseLimit = .max
        let response = try await client.open(call)
        return (Head(response.fields), response.body)
    }

    /// An object as a file without a name: 40 MB need the memory of a chunk. What was read of an attempt that broke off is read again.
    public func file(_ key: String, from bucket: String, in folder: String = "/tmp", limit: Int) async throws -> (
        head: Head, file: HTTPTemporaryFile
    ) {
        var attemptsLeft = 3
        while true {
            attemptsLeft -= 1
            let (head, body) = try await open(key, from: bucket)
            do {
                return (head, try await HTTPTemporaryFile(body, in: folder, limit: limit))
            } catch let error as HTTPError where attemptsLeft > 0 && Self.mayPass(error) {
                continue
            }
        }
    }

    /// Whether reading again may help: the connection was lost, or stood still and there is time left.
    private static func mayPass(_ error: HTTPError) -> Bool {
        if error.code == .connectionLost { return true }
        return error.code == .timedOut && RequestDeadline.current.map { ContinuousClock.now < $0 } ?? true
    }

    /// What an object is.
    /// - Throws: ``AWSError`` with the code `NotFound` when there is none.
    public func head(_ key: String, in bucket: String) async throws -> Head {
        try await client.send(call("HeadObject", .head, bucket, key, isIdempotent: true)) { Head($0.fields) }
    }

    /// Adds or replaces an object.
    public func put(_ body: HTTPRequestBody, as key: String, in bucket: String, fields: HTTPFields = [:]) async throws {
        var call = call("PutObject", .put, bucket, key, isIdempotent: true)
        call.fields = fields
        call.body = body
        try await client.send(call) { response in
            // Every object that was stored has one; a bucket, which tests make by an empty key, has none.
            guard response.fields["ETag"] != nil || key.isEmpty else { throw XMLElement.Malformed(description: "the answer has no ETag") }
        }
    }

    /// Removes an object; one that is not there is no error.
    public func delete(_ key: String, from bucket: String) async throws {
        try await client.send(call("DeleteObject", .delete, bucket, key, isIdempotent: true)) { _ in }
    }

    /// Removes up to 1,000 objects; returns the keys that could not be removed, with the reason.
    public func delete(_ keys: [String], from bucket: String) async throws -> [(key: String, code: String, message: String)] {
        guard !keys.isEmpty else { return [] }
        var call = call("DeleteObjects", .post, bucket, "", isIdempotent: true)
        call.query = [("delete", "")]
        let objects = keys.map { "<Object><Key>\(XMLText.escape($0))</Key></Object>" }.joined()
        let body = Array("<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\(objects)<Quiet>true</Quiet></Delete>".utf8)
        call.body = .bytes(body)
        call.fields = ["Content-Type": "application/xml", "x-amz-checksum-sha256": Checksum.sha256(body)]
        return try await client.send(call) { response in
            let root = try XMLElement(response.body)
            guard root.name == "DeleteResult" else { throw XMLElement.Malformed(description: "the answer is no DeleteResult") }
            return root.all("Error").map { ($0.text("Key") ?? "", $0.text("Code") ?? "", $0.text("Message") ?? "") }
        }
    }

    /// An object of a list.
    public struct Entry: Sendable, Equatable {
        /// Its key.
        public var key: String
        /// Its bytes.
        public var size: Int
    }

    /// Objects by the beginning of their key, a page of at most 1,000; `next` is where the following one begins.
    public func list(_ bucket: String, prefix: String, after token: String? = nil, limit: Int = 1000) async throws -> (
        entries: [Entry], next: String?
    ) {
        var call = call("ListObjectsV2", .get, bucket, "", isIdempotent: true)
        // Keys may have characters that XML cannot hold.
        call.query = [("list-type", "2"), ("prefix", prefix), ("max-keys", String(limit)), ("encoding-type", "url")]
        if let token { call.query.append(("continuation-token", token)) }
        return try await client.send(call) { response in
            let root = try XMLElement(response.body)
            guard root.name == "ListBucketResult" else { throw XMLElement.Malformed(description: "the answer is no ListBucketResult") }
            let entries = root.all("Contents").compactMap { entry in
                entry.text("Key").map { Entry(key: PercentEncoding.decodeForm($0), size: entry.text("Size").flatMap { Int($0) } ?? 0) }
            }
            return (entries, root.text("IsTruncated") == "true" ? root.text("NextContinuationToken") : nil)
        }
    }

    /// A URL that gives its holder an object for a time, without credentials of its own.
    ///
    /// `responseFields` are what S3 sets in the answer, such as `response-content-disposition`. The URL ends with the credentials, if those end
    /// sooner.
    public func presignedGet(
        _ key: String, from bucket: String, seconds: Int, responseFields: [(name: String, value: String)] = []
    ) async throws -> String {
        var call = call("GetObject", .get, bucket, key, isIdempotent: true)
        call.query = responseFields
        return try await client.presign(call, seconds: seconds)
    }

    // MARK: - Addresses

    private func call(_ operation: String, _ method: HTTPMethod, _ bucket: String, _ key: String, isIdempotent: Bool) -> AWSCall {
        var endpoint = client.configuration.endpoint(.s3)
        var path = "/\(PercentEncoding.encodePath(key))"
        // A bucket with a dot has no certificate as a host, and an endpoint of one's own may know one host alone.
        if !endpoint.isConfigured, Self.isLabel(bucket) {
            endpoint.host = "\(bucket).\(endpoint.host)"
        } else {
            path = "/\(PercentEncoding.encode(bucket))\(key.isEmpty ? "" : path)"
        }
        return AWSCall(
            service: .s3, operation: operation, method: method, endpoint: endpoint, path: path, isIdempotent: isIdempotent,
            errorFormat: .xml)
    }

    private static func isLabel(_ bucket: String) -> Bool {
        (3...63).contains(bucket.utf8.count)
            && bucket.utf8.allSatisfy { $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2D }
            && !bucket.hasPrefix("-") && !bucket.hasSuffix("-")
    }

    /// RFC 9110 section 14.1.2 has no range without a byte; S3 would send the whole object.
    private static func header(_ range: Range<Int>) throws -> String {
        guard !range.isEmpty, range.lowerBound >= 0 else {
            throw AWSError(
                service: "S3", operation: "GetObject", code: "InvalidRange",
                message:
                    "the bytes \(range.lowerBound)..<\(range.upperBound) cannot be asked for: a range has at least one byte, from 0 on",
                isRetryable: false, outcome: .notSent, attempts: 0)
        }
        return "bytes=\(range.lowerBound)-\(range.upperBound - 1)"
    }
}
