import Crypto

/// A UUID (RFC 9562) that names a stored message or an event.
public struct MessageIdentifier: Sendable, Hashable, CustomStringConvertible {
    /// The 16 bytes.
    public let bytes: [UInt8]

    /// Lower case with hyphens.
    public var description: String {
        let digits = bytes.hexadecimal
        var result = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { result.append("-") }
            result.append(digit)
        }
        return result
    }

    /// Reads the usual form of 36 characters; nil when it is not one.
    public init?(_ text: String) {
        let characters = Array(text.utf8)
        guard characters.count == 36 else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for (index, character) in characters.enumerated() {
            if [8, 13, 18, 23].contains(index) {
                guard character == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let digit = Character(Unicode.Scalar(character)).hexDigitValue else { return nil }
            if let first = high {
                bytes.append(first << 4 | UInt8(digit))
                high = nil
            } else {
                high = UInt8(digit)
            }
        }
        self.bytes = bytes
    }

    /// A name-based UUID, version 5 (RFC 9562 section 5.5): the same name always gives the same identifier.
    public init(name: String) {
        var digest = SHA1.hash(Self.namespace + Array(name.utf8))
        digest[6] = digest[6] & 0x0F | 0x50
        digest[8] = digest[8] & 0x3F | 0x80
        bytes = Array(digest.prefix(16))
    }

    /// The identifier of one recipient's copy of a mail; a retry of the delivery makes the same one.
    public init(sesMessageID: String, recipient: EmailAddress) {
        self.init(name: "\(sesMessageID)|\(recipient.key)")
    }

    /// Postroom's own namespace, made once at random.
    private static let namespace: [UInt8] = [
        0x3f, 0x6e, 0x0c, 0x5a, 0x91, 0x27, 0x4d, 0x0b, 0xb6, 0x2d, 0x58, 0xe4, 0x7a, 0x13, 0xc9, 0x06,
    ]
}
