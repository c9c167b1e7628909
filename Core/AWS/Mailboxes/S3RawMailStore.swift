import HTTP
import Mail

/// Raw mails as objects of one bucket, where SES puts them.
public struct S3RawMailStore: RawMailStore {
    /// The most bytes of a mail that SES takes, with room for what it adds.
    package static let limit = 48 << 20

    private let s3: S3
    private let bucket: String

    /// The objects of a bucket.
    public init(_ s3: S3, bucket: String) {
        self.s3 = s3
        self.bucket = bucket
    }

    /// See ``RawMailStore/put(_:key:)``.
    public func put(_ bytes: [UInt8], key: String) async throws {
        try await s3.put(.bytes(bytes), as: key, in: bucket)
    }

    /// See ``RawMailStore/get(_:)``.
    /// - Throws: ``EncryptedByClient`` for an object that only a key of KMS opens.
    public func get(_ key: String) async throws -> [UInt8] { try await get(key, range: nil) }

    /// See ``RawMailStore/get(_:_:)``.
    /// - Throws: ``EncryptedByClient`` as for the whole object.
    public func get(_ key: String, _ range: Range<Int>) async throws -> [UInt8] {
        guard !range.isEmpty else { return [] }
        do {
            return try await get(key, range: range)
        } catch let error as AWSError where error.code == "InvalidRange" {
            // It begins behind the end.
            return []
        }
    }

    private func get(_ key: String, range: Range<Int>?) async throws -> [UInt8] {
        do {
            let (head, bytes) = try await s3.get(key, from: bucket, range: range, limit: Self.limit)
            if head.isEncryptedByClient { throw EncryptedByClient(key: key) }
            return bytes
        } catch let error as AWSError where error.code == "NoSuchKey" {
            throw RawMailMissing(key: key)
        }
    }

    /// See ``RawMailStore/delete(_:)``.
    public func delete(_ key: String) async throws {
        try await s3.delete(key, from: bucket)
    }

    /// A mail that SES has encrypted itself, with a key of KMS that Postroom does not use.
    public struct EncryptedByClient: Error, Equatable, CustomStringConvertible {
        /// The object's key.
        public let key: String

        package init(key: String) { self.key = key }

        /// What to do.
        public var description: String {
            """
            the mail '\(key)' is encrypted by SES with a key of KMS (client-side encryption): turn "Message encryption" off in the receipt rule's S3 \
            action, and let the bucket encrypt (SSE-S3 or SSE-KMS)
            """
        }
    }
}
