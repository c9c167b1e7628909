import CCrypto

/// SHA-256 of bytes that come one piece after the other.
public final class SHA256Stream {
    private let context: OpaquePointer?

    /// Begins a digest.
    public init() {
        context = EVP_MD_CTX_new()
        precondition(
            EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1,
            "libcrypto does not offer the digest: check OPENSSL_CONF and the providers that it activates")
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Adds bytes.
    public func update(_ bytes: UnsafeRawBufferPointer) {
        EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    }

    /// The digest of all bytes; to be called once.
    public func finish() -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: SHA256.length)
        EVP_DigestFinal_ex(context, &digest, nil)
        return digest
    }
}
