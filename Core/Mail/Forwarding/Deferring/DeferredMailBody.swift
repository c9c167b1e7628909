import FoundationEssentials
import Mail

/// A ``DeferredMail`` as text: what stands in a queue.
///
/// ```json
/// {"type":"deferred","version":1,"not_before":1763712000000,"attempt":2,"mail":{"ses_message_id":"…","raw_key":"…","recipients":["…"],…}}
/// ```
public struct DeferredMailBody: Sendable {
    /// The `type` of the text, by which it is told from whatever else may stand in a queue.
    public static let type = "deferred"
    /// The `version` of the text. Members that are new do not change it; those that mean something else do.
    public static let version = 1

    /// The mail.
    public let mail: DeferredMail

    /// Describes a mail.
    public init(_ mail: DeferredMail) { self.mail = mail }

    /// What is no mail, or one of a later version.
    public struct Unreadable: Error, Equatable, CustomStringConvertible {
        /// What is wrong with it.
        public let description: String
    }

    /// Reads a text.
    /// - Throws: ``Unreadable``.
    public init(_ text: String) throws(Unreadable) {
        let data = Data(text.utf8)
        let head: Head
        do {
            head = try JSONDecoder().decode(Head.self, from: data)
        } catch {
            throw Unreadable(description: "it is no JSON object with a type and a version")
        }
        guard head.type == Self.type else {
            throw Unreadable(description: "it is of the type '\(PrintableText.line(head.type, limit: 50))'")
        }
        guard head.version == Self.version else {
            throw Unreadable(description: "it is of version \(head.version), and only version \(Self.version) is known")
        }
        do {
            mail = try JSONDecoder().decode(Written.self, from: data).read()
        } catch {
            // What a decoder says may quote the mail.
            throw Unreadable(description: "something is missing in it, or is of another kind")
        }
    }

    /// The text, in ASCII: SQS refuses some characters.
    public var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            var ascii = ""
            for unit in String(decoding: try encoder.encode(Written(mail)), as: UTF8.self).utf16 {
                if unit < 0x7F {
                    ascii.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
                } else {
                    ascii += "\\u" + String(0x10000 + Int(unit), radix: 16).dropFirst()
                }
            }
            return ascii
        }
    }

    private struct Head: Decodable {
        var type: String
        var version: Int
    }

    private struct Written: Codable {
        struct Mail: Codable {
            var sesMessageID: String
            var rawKey: String
            var envelopeSender: String?
            var recipients: [String]
            var receivedAt: Timestamp
            var verdicts: Verdicts
            var dmarcPolicy: String?

            private enum CodingKeys: String, CodingKey {
                case sesMessageID = "ses_message_id"
                case rawKey = "raw_key"
                case envelopeSender = "envelope_sender"
                case recipients
                case receivedAt = "received_at"
                case verdicts
                case dmarcPolicy = "dmarc_policy"
            }
        }

        var type = DeferredMailBody.type
        var version = DeferredMailBody.version
        var notBefore: Timestamp
        var attempt: Int
        var mail: Mail

        private enum CodingKeys: String, CodingKey {
            case type
            case version
            case notBefore = "not_before"
            case attempt
            case mail
        }

        init(_ deferred: DeferredMail) {
            notBefore = deferred.notBefore
            attempt = deferred.attempt
            let request = deferred.request
            mail = Mail(
                sesMessageID: request.sesMessageID, rawKey: request.rawKey, envelopeSender: request.envelopeSender,
                recipients: request.recipients, receivedAt: request.receivedAt, verdicts: request.verdicts, dmarcPolicy: request.dmarcPolicy
            )
        }

        func read() -> DeferredMail {
            DeferredMail(
                ForwardingRequest(
                    sesMessageID: mail.sesMessageID, rawKey: mail.rawKey, envelopeSender: mail.envelopeSender, recipients: mail.recipients,
                    receivedAt: mail.receivedAt, verdicts: mail.verdicts, dmarcPolicy: mail.dmarcPolicy),
                notBefore: notBefore, attempt: attempt)
        }
    }
}
