import Crypto
import MIME
import Mail

/// What notes to a target have in common that are sent in place of a mail: they are from whom the mail is, as far as that can be said.
struct TargetNote {
    let message: Message
    let way: ForwardingWay
    let reasons: [SESFinding]
    let now: Timestamp

    /// A note without a text, or anything attached.
    func composer() throws(FieldError) -> MessageComposer {
        let name = ForwardedFrom.name(of: message.from.first, way.settings.from)
        var composer = MessageComposer(
            from: [Address(name: name, address: way.alias.description)],
            date: message.date ?? DateTime(secondsSince1970: Int(now.millisecondsSince1970 / 1000), offsetMinutes: 0), messageID: messageID)
        composer.to = [Address(name: "", address: way.target.description)]
        let answers = message.replyTo.isEmpty ? message.from : message.replyTo
        composer.replyTo =
            way.answersBy.map { [$0] } ?? answers.filter { SESRules.takes($0.address) && (try? FieldValue(addresses: [$0])) != nil }
        composer.subject = message.subject.map { PrintableText.line($0, limit: 300) }
        composer.fields = [try HeaderLine("X-Original-To", text: way.alias.description)]
        composer.fields = try way.marking(try way.loops?.marks(for: way.alias, of: message) ?? []) + composer.fields
        return composer
    }

    /// Who wrote the mail, and about what.
    var about: String {
        let from = message.from.first.map { $0.name.isEmpty ? $0.address : "\($0.name) <\($0.address)>" } ?? "nobody"
        return """
            From: \(PrintableText.line(from, limit: 200))
            Subject: \(PrintableText.line(message.subject ?? "", limit: 300))
            """
    }

    /// Why the mail itself could not be sent, a line for each reason.
    var why: String { Set(reasons.map { Self.sentence($0.kind) }).sorted().map { "- \($0)\n" }.joined() }

    private static func sentence(_ kind: SESFinding.Kind) -> String {
        switch kind {
        case .duplicateField: "a header field stands in it twice"
        case .invalidLine: "its header has a line that is no header field"
        case .invalidAddress: "its header has an address that is none"
        case .tooManyRecipients: "its header names too many recipients"
        case .rawEightBit: "its header has characters that are not encoded"
        case .longHeaderLine: "its header has a line that is too long"
        case .longBodyLine: "it has a line that is too long"
        case .refusedExtension: "an attachment has a name of a kind that is refused"
        case .tooLarge: "it is too large"
        case .refused: "it was refused when it was sent"
        }
    }

    /// How many bytes the mail has.
    var size: Int { message.count }

    /// The same for every attempt.
    private var digest: [UInt8] { SHA256.hash(Array("\(message.messageID ?? "")|\(size)|\(way.alias.key)|\(way.target.key)".utf8)) }

    /// What boundaries are made from.
    var seed: UInt64 { digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }

    private var messageID: String { "\(Array(digest.prefix(12)).hexadecimal)@\(way.alias.domain)" }
}
