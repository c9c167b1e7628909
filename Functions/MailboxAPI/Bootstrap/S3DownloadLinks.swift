import AWS
import HTTP
import MailboxAPI

/// Links to objects of the bucket, which work for five minutes.
struct S3DownloadLinks: DownloadLinks {
    /// An answer of a function has at most 6 MB, and base64 makes four bytes of three.
    let limit = 4_400_000
    /// How long a link works.
    private static let seconds = 300
    /// Under which decoded files are put down; the bucket's lifecycle removes them after a day.
    static let prefix = "export/"

    let s3: S3
    let bucket: String

    func link(toRawMail key: String, filename: String) async throws -> String {
        try await link(key, filename, type: "message/rfc822")
    }

    func link(to bytes: [UInt8], name: String, filename: String) async throws -> String {
        let key = Self.prefix + name
        try await s3.put(.bytes(bytes), as: key, in: bucket)
        return try await link(key, filename, type: "application/octet-stream")
    }

    /// A browser saves what is behind it: in place it would take HTML in a mail for a page of the bucket.
    private func link(_ key: String, _ filename: String, type: String) async throws -> String {
        try await s3.presignedGet(
            key, from: bucket, seconds: Self.seconds,
            responseFields: [("response-content-disposition", "attachment; filename=\"\(filename)\""), ("response-content-type", type)])
    }
}
