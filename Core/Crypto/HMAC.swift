import CCrypto

/// HMAC with SHA-256 (RFC 2104, FIPS 198-1), computed by OpenSSL's libcrypto.
public enum HMACSHA256 {
    /// The code of `message` under `key`, which may be of any length.
    public static func code(_ message: some Collection<UInt8>, key: some Collection<UInt8>) -> [UInt8] {
        let blockLength = 64
        var block = key.count > blockLength ? SHA256.hash(key) : Array(key)
        block += [UInt8](repeating: 0, count: blockLength - block.count)
        return SHA256.hash(block.map { $0 ^ 0x5C } + SHA256.hash(block.map { $0 ^ 0x36 } + Array(message)))
    }
}
