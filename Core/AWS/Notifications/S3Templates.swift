import AWS
import HTTP
import Mail
import Notifications
import Synchronization

/// Templates in a bucket, each file kept for a minute: a batch of a thousand mails reads it once.
public final class S3Templates: TemplateSource {
    /// The most bytes of a file.
    private static let limit = 1 << 20
    /// How long a file serves.
    private static let served = Duration.seconds(60)

    private struct Kept {
        var text: String?
        var readAt: ContinuousClock.Instant
    }

    private let s3: S3
    private let bucket: String
    private let prefix: String
    private let kept = Mutex<[String: Kept]>([:])

    /// Templates under a prefix of a bucket, such as `templates/`.
    public init(_ s3: S3, bucket: String, prefix: String) {
        self.s3 = s3
        self.bucket = bucket
        self.prefix = prefix
    }

    /// See `TemplateSource.text(of:)`.
    public func text(of file: String) async throws -> String? {
        let now = ContinuousClock.now
        if let known = kept.withLock({ $0[file] }), known.readAt.duration(to: now) < Self.served { return known.text }
        let text: String?
        do {
            text = String(decoding: try await s3.get(prefix + file, from: bucket, limit: Self.limit).bytes, as: UTF8.self)
        } catch let error as AWSError where error.code == "NoSuchKey" {
            text = nil
        }
        kept.withLock { kept in
            // Names are of events, which anybody may publish.
            if kept.count >= 200 { kept.removeAll() }
            kept[file] = Kept(text: text, readAt: now)
        }
        return text
    }
}
