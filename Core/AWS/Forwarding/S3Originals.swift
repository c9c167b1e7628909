import AWS
import Forwarding
import HTTP
import Mail

/// The raw mails that SES puts into a bucket, each read through a file without a name.
public struct S3Originals: OriginalMails {
    private let s3: S3
    private let bucket: String
    private let table: DynamoDB
    private let clock: any WallClock

    /// The objects of a bucket, and the table that says how long they stay.
    public init(_ s3: S3, bucket: String, table: DynamoDB, clock: any WallClock = SystemClock()) {
        self.s3 = s3
        self.bucket = bucket
        self.table = table
        self.clock = clock
    }

    /// See ``OriginalMails/open(_:)``.
    /// - Throws: `RawMailMissing`; `S3RawMailStore.EncryptedByClient` for an object that only a key of KMS opens; `HTTPError` for one that is
    ///   larger than any mail of SES.
    public func open(_ key: String) async throws -> any OriginalMail {
        do {
            let (head, file) = try await s3.file(key, from: bucket, limit: S3RawMailStore.limit)
            if head.isEncryptedByClient { throw S3RawMailStore.EncryptedByClient(key: key) }
            return try OriginalFile(file)
        } catch let error as AWSError where error.code == "NoSuchKey" {
            throw RawMailMissing(key: key)
        }
    }

    /// See ``OriginalMails/keep(_:until:)``.
    ///
    /// To be called before anything is put off or held: a mail that went to mailboxes too may be deleted as soon as they are done with it.
    /// - Throws: `AWSError`; its code is `RawMailBeingDeleted` when it is too late.
    public func keep(_ key: String, until: Timestamp) async throws {
        try await table.keepRawMail(key, forwardingUntil: until, now: clock.now())
    }
}
