import CCrypto

/// Comparison whose time does not tell where two values differ.
public enum ConstantTime {
    /// Whether both are equal. Their lengths are not secret.
    public static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
    }
}
