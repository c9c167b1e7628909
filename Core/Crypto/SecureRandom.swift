import CCrypto

/// Random bytes from OpenSSL's generator, which the operating system seeds.
public enum SecureRandom {
    /// The generator could not be seeded: no secret may be made.
    public struct Failure: Error, CustomStringConvertible {
        /// What to do about it.
        public var description: String {
            "OpenSSL has no entropy for random bytes (RAND_bytes failed): check that /dev/urandom can be read"
        }
    }

    /// `count` random bytes.
    /// - Throws: ``Failure`` when the generator has no entropy.
    public static func bytes(_ count: Int) throws(Failure) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: count)
        guard count == 0 || RAND_bytes(&result, Int32(count)) == 1 else { throw Failure() }
        return result
    }
}
