import Crypto
import FoundationEssentials

/// Checksums as S3 wants them in header fields.
enum Checksum {
    /// SHA-256 in base64.
    static func sha256(_ bytes: [UInt8]) -> String { Data(SHA256.hash(bytes)).base64EncodedString() }
}
