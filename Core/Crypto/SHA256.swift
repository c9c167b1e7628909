import CCrypto

/// SHA-256 (FIPS 180-4), computed by OpenSSL's libcrypto.
public enum SHA256 {
    /// The digest's length in bytes.
    public static let length = 32

    /// The digest of `bytes`.
    public static func hash(_ bytes: some Collection<UInt8>) -> [UInt8] {
        Digest.compute(bytes, EVP_sha256(), length: length)
    }
}

/// SHA-1 (FIPS 180-4): only for name-based UUIDs (RFC 9562 section 5.5) and other formats that prescribe it, never for security.
public enum SHA1 {
    /// The digest's length in bytes.
    public static let length = 20

    /// The digest of `bytes`.
    public static func hash(_ bytes: some Collection<UInt8>) -> [UInt8] {
        Digest.compute(bytes, EVP_sha1(), length: length)
    }
}

enum Digest {
    static func compute(_ bytes: some Collection<UInt8>, _ algorithm: OpaquePointer?, length: Int) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: length)
        var result = bytes.withContiguousStorageIfAvailable { EVP_Digest($0.baseAddress, $0.count, &digest, nil, algorithm, nil) }
        if result == nil {
            let copy = Array(bytes)
            result = EVP_Digest(copy, copy.count, &digest, nil, algorithm, nil)
        }
        // No input makes it fail, only an OpenSSL configuration without the algorithm. A digest of zeros would match every token.
        precondition(result == 1, "libcrypto does not offer the digest: check OPENSSL_CONF and the providers that it activates")
        return digest
    }
}
