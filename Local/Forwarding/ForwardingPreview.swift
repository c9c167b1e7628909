import Forwarding
import Foundation
import MIME
import Mail

/// Makes of a mail what a deployment would send of it.
public struct ForwardingPreview: Sendable {
    /// A file that has no secret.
    public struct UnreadableSecret: Error, CustomStringConvertible {
        /// What is wrong with it.
        public let description: String
    }

    private let key: ForwardingKey?
    private let heldURL: String
    private let receivedAt: Timestamp

    /// Describes a deployment. Without its secret nothing is marked, and answers go to the sender.
    public init(key: ForwardingKey?, heldURL: String, receivedAt: Timestamp) {
        self.key = key
        self.heldURL = heldURL
        self.receivedAt = receivedAt
    }

    /// The secret in a file: hexadecimal digits, white space around them.
    /// - Throws: ``UnreadableSecret``.
    public static func key(inFile path: String) throws -> ForwardingKey {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw UnreadableSecret(description: "\(PrintableText.line(path)) cannot be read")
        }
        let digits = Array(text.utf8.filter { !($0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09) })
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: digits.count - digits.count % 2, by: 2) {
            guard let byte = UInt8(String(decoding: digits[start..<(start + 2)], as: UTF8.self), radix: 16) else { break }
            bytes.append(byte)
        }
        guard bytes.count * 2 == digits.count, let key = ForwardingKey(bytes) else {
            throw UnreadableSecret(
                description: "\(PrintableText.line(path)) has no secret: it has \(ForwardingKey.length * 2) hexadecimal digits or more")
        }
        return key
    }

    /// The mail for a target, on the rung that it would take.
    /// - Throws: ``ForwardingLadder/Unforwardable`` when there is no secret to make a link with.
    public func mail(_ message: Message, from alias: EmailAddress, to target: AliasTarget, rawKey: String) async throws -> ForwardedMail {
        let settings = target.alias.alias
        let ladder = ForwardingLadder(now: receivedAt, loops: key.map { LoopGuard($0) })
        var replyAddress: EmailAddress?
        if let key, settings.replyTo == .alias {
            replyAddress = try await ReplyAddresses(key, tokens: InMemoryReplyTokens()).address(forAuthorOf: message, of: alias)
        }
        do {
            return try ladder.mail(message, to: target.address, from: alias, settings, replyAddress: replyAddress)
        } catch let error as ForwardingLadder.Unforwardable {
            guard let key else { throw error }
            let until = ForwardingSettings().keptUntil(receivedAt)
            let held = HeldMail(url: try HeldMailLink(key).url(rawKey, until: until, base: heldURL), expiresAt: until)
            return try ladder.note(
                message, to: target.address, from: alias, settings, held: held, because: error.findings, replyAddress: replyAddress)
        }
    }
}
