/// Takes out of log lines what identifies people or opens doors.
///
/// A net below the handlers, which should not log such things in the first place: addresses are shortened to `j…@example.com`, bearer tokens and
/// the values of metadata with a telling name are left out.
public enum LogRedaction {
    /// What stands for a secret.
    static let mark = "[redacted]"

    /// The text without bearer tokens, and with mail addresses shortened unless `keepsAddresses`.
    public static func redact(_ text: String, keepsAddresses: Bool = false) -> String {
        var text = text
        let (hasAt, hasBearer) = text.withUTF8 { bytes in (bytes.contains(0x40), containsBearer(bytes)) }
        if hasBearer { text = withoutTokens(text) }
        if hasAt, !keepsAddresses { text = withShortAddresses(text) }
        return text
    }

    /// Whether metadata of this name holds a secret.
    public static func isSecret(key: String) -> Bool {
        let key = key.lowercased().filter { $0 != "_" && $0 != "-" }
        return ["token", "authorization", "secret", "password", "cookie", "apikey"].contains { key.hasSuffix($0) }
    }

    private static func containsBearer(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count > 7 else { return false }
        // "Bearer ", in any case.
        for start in 0...(bytes.count - 7) where bytes[start] | 0x20 == 0x62 && bytes[start + 6] == 0x20 {
            if zip(bytes[start..<start + 6], "bearer".utf8).allSatisfy({ $0 | 0x20 == $1 }) { return true }
        }
        return false
    }

    private static func withoutTokens(_ text: String) -> String {
        var words: [Substring] = []
        var isToken = false
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            words.append(isToken && !word.isEmpty ? Substring(mark) : word)
            isToken = word.lowercased().hasSuffix("bearer") || isToken && word.isEmpty
        }
        return words.joined(separator: " ")
    }

    /// Shortens what stands before each at sign to its first character.
    private static func withShortAddresses(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView()
        var start = 0
        for at in scalars.indices where scalars[at] == "@" {
            var first = at
            while first > start, isLocalPart(scalars[first - 1]) { first -= 1 }
            let isFollowed = at + 1 < scalars.count && isLocalPart(scalars[at + 1])
            guard first < at, isFollowed else { continue }
            result.append(contentsOf: scalars[start...first])
            result.append("…")
            start = at
        }
        result.append(contentsOf: scalars[start...])
        return String(result)
    }

    /// Whether a character may stand in an address without quotes (RFC 5322 atext, RFC 6531); the generous side is the safe one.
    private static func isLocalPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        case ".", "!", "#", "$", "%", "&", "'", "*", "+", "-", "/", "=", "?", "^", "_", "`", "{", "|", "}", "~": true
        case "…": false
        default: scalar.value > 0x7F
        }
    }
}
