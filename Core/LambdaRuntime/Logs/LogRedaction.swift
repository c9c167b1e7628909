/// Takes out of log lines what identifies people or opens doors.
///
/// A net below the handlers, which should not log such things in the first place: addresses are shortened to `j…@example.com`; tokens, credentials
/// and the values of metadata with a telling name are left out. In doubt it takes too much.
public enum LogRedaction {
    /// What stands for a secret.
    static let mark = "[redacted]"

    /// The text without secrets, and with mail addresses shortened unless `keepsAddresses`.
    public static func redact(_ text: String, keepsAddresses: Bool = false) -> String {
        var text = text
        let (maySecret, mayAddress) = text.withUTF8 { bytes in (bytes.contains(where: isSecretsMark), bytes.contains(where: isAddressMark))
        }
        guard maySecret || mayAddress else { return text }
        var scalars = Array(text.unicodeScalars)
        if maySecret { scalars = SecretFinder(scalars).redacted() }
        if mayAddress, !keepsAddresses { scalars = AddressFinder(scalars).redacted() }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: scalars)
        return String(result)
    }

    /// What every secret that is found has before it: the `r` of `Bearer`, `:`, `=`, or the `%` of an encoded one.
    private static func isSecretsMark(_ byte: UInt8) -> Bool { byte | 0x20 == 0x72 || byte == 0x3A || byte == 0x3D || byte == 0x25 }

    /// `@`, or the `%` of an encoded one.
    private static func isAddressMark(_ byte: UInt8) -> Bool { byte == 0x40 || byte == 0x25 }

    /// Whether metadata of this name holds a secret: `secretAccessKey`, `X-Api-Key`. What is only about one, such as `tokenCount`, does not.
    public static func isSecret(key: String) -> Bool { isSecret(key.unicodeScalars) }

    static func isSecret(_ key: some Sequence<Unicode.Scalar>) -> Bool {
        var name: [UInt8] = []
        for scalar in key {
            switch scalar {
            case "a"..."z", "0"..."9": name.append(UInt8(scalar.value))
            case "A"..."Z": name.append(UInt8(scalar.value) | 0x20)
            default: break
            }
        }
        guard secrets.contains(where: { contains(name, $0) }) || name == Array("auth".utf8) else { return false }
        return !harmless.contains { name.suffix($0.count).elementsEqual($0) }
    }

    private static let secrets = [
        "token", "authorization", "secret", "password", "passwd", "passphrase", "cookie", "apikey", "accesskey", "privatekey", "credential",
        "signature",
    ].map { Array($0.utf8) }

    /// Ends of names whose values tell nothing.
    private static let harmless = [
        "count", "used", "limit", "length", "size", "type", "version", "algorithm", "name", "arn", "expires", "expiry", "expiresat", "ttl",
    ].map { Array($0.utf8) }

    private static func contains(_ name: [UInt8], _ part: [UInt8]) -> Bool {
        guard name.count >= part.count else { return false }
        return (0...(name.count - part.count)).contains { name[$0..<$0 + part.count].elementsEqual(part) }
    }
}
