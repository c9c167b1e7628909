import CCrypto

/// What every digest does.
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
