import CCrypto

/// SHA-1 (FIPS 180-4): only for name-based UUIDs (RFC 9562 section 5.5) and other formats that prescribe it, never for security.
public enum SHA1 {
    /// The digest's length in bytes.
    public static let length = 20

    /// The digest of `bytes`.
    public static func hash(_ bytes: some Collection<UInt8>) -> [UInt8] {
        Digest.compute(bytes, EVP_sha1(), length: length)
    }
}
