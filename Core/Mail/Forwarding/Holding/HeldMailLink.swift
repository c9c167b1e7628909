import Crypto
import Mail

/// Links to mails that are kept: `https://host/held/{token}`.
///
/// The token says which mail, and until when the link works; an HMAC keeps anybody else from making one. Whoever has a link can read the
/// name of the object in it, which is of no use without the link.
public struct HeldMailLink: Sendable {
    /// What is in a token.
    public struct Content: Sendable, Equatable {
        /// Where the raw mail is.
        public var rawKey: String
        /// From when on the link does not work.
        public var expiresAt: Timestamp
    }

    /// A token that opens nothing.
    public struct Refusal: Error, Equatable, CustomStringConvertible {
        /// Why.
        public enum Code: String, Sendable {
            /// Its time is over.
            case expired
            /// It was made by somebody else, or changed.
            case forged
            /// It is no token.
            case malformed
        }

        /// Why.
        public let code: Code

        /// For people.
        public var description: String {
            switch code {
            case .expired: "the link has expired"
            case .forged: "the link was not made here"
            case .malformed: "this is no link to a mail"
            }
        }
    }

    /// A link to an object whose key is empty, or longer than S3 has them.
    public struct InvalidKey: Error, CustomStringConvertible {
        /// For people.
        public let description = "a key of S3 has 1 to \(HeldMailLink.maxKeyBytes) bytes"
    }

    /// S3 has no longer keys.
    public static let maxKeyBytes = 1024

    private static let version: UInt8 = 1
    private static let codeBytes = 16
    private static let purpose = "held"

    private let key: ForwardingKey

    /// Links of a deployment.
    public init(_ key: ForwardingKey) { self.key = key }

    /// A link.
    /// - Parameters:
    ///   - rawKey: where the raw mail is.
    ///   - expiresAt: from when on it does not work; rounded up to a minute.
    ///   - base: where the function answers, such as `https://abc.execute-api.eu-west-1.amazonaws.com`.
    public func url(_ rawKey: String, until expiresAt: Timestamp, base: String) throws(InvalidKey) -> String {
        var base = base[...]
        while base.last == "/" { base.removeLast() }
        return "\(base)/held/\(try token(rawKey, until: expiresAt))"
    }

    /// The token of a link.
    public func token(_ rawKey: String, until expiresAt: Timestamp) throws(InvalidKey) -> String {
        guard (1...Self.maxKeyBytes).contains(rawKey.utf8.count) else { throw InvalidKey() }
        let (whole, rest) = max(expiresAt.millisecondsSince1970, 0).quotientAndRemainder(dividingBy: 60_000)
        let minutes = UInt32(clamping: whole + (rest > 0 ? 1 : 0))
        var bytes = [Self.version]
        for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: minutes >> UInt32(shift))) }
        bytes += rawKey.utf8
        return Base64URL.encode(bytes + code(minutes, rawKey))
    }

    /// What a token says.
    public func open(_ token: some StringProtocol, now: Timestamp) throws(Refusal) -> Content {
        // Four characters for each three bytes.
        guard token.utf8.count <= (Self.maxKeyBytes + Self.codeBytes + 8) * 4 / 3, let bytes = Base64URL.decode(token),
            bytes.count > 5 + Self.codeBytes, bytes[0] == Self.version,
            let rawKey = String(validating: bytes[5..<(bytes.count - Self.codeBytes)], as: UTF8.self)
        else { throw Refusal(code: .malformed) }
        let minutes = bytes[1..<5].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard ConstantTime.equal(Array(bytes.suffix(Self.codeBytes)), code(minutes, rawKey)) else { throw Refusal(code: .forged) }
        let expiresAt = Timestamp(millisecondsSince1970: Int64(minutes) * 60_000)
        guard now < expiresAt else { throw Refusal(code: .expired) }
        return Content(rawKey: rawKey, expiresAt: expiresAt)
    }

    private func code(_ minutes: UInt32, _ rawKey: String) -> [UInt8] {
        Array(key.code(Self.purpose, "\(Self.version)|\(minutes)|\(rawKey)").prefix(Self.codeBytes))
    }
}
