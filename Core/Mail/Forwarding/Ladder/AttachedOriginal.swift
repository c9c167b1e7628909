import Crypto
import MIME
import Mail

/// A note with the mail attached, as it came: for what SES takes in no other form.
struct AttachedOriginal {
    private let message: Message
    private let target: EmailAddress
    private let alias: EmailAddress
    private let settings: Alias
    private let reasons: [SESFinding]
    private let now: Timestamp

    init(
        _ message: Message, to target: EmailAddress, from alias: EmailAddress, _ settings: Alias, because reasons: [SESFinding],
        now: Timestamp
    ) {
        self.message = message
        self.target = target
        self.alias = alias
        self.settings = settings
        self.reasons = reasons
        self.now = now
    }

    func composed() throws(FieldError) -> ComposedMessage {
        let author = message.from.first
        var composer = MessageComposer(
            from: [Address(name: ForwardedFrom.name(of: author, settings.from), address: alias.description)],
            date: message.date ?? DateTime(secondsSince1970: Int(now.millisecondsSince1970 / 1000), offsetMinutes: 0), messageID: messageID)
        composer.to = [Address(name: "", address: target.description)]
        let answers = message.replyTo.isEmpty ? message.from : message.replyTo
        composer.replyTo = answers.filter { SESRules.takes($0.address) && (try? FieldValue(addresses: [$0])) != nil }
        composer.subject = message.subject.map { PrintableText.line($0, limit: 300) }
        composer.text = text(author)
        composer.attachments = [
            MessageComposer.File(
                name: "original.eml", mediaType: isLegal ? "message/rfc822" : "application/octet-stream", bytes: message.bytes)
        ]
        composer.fields = [try HeaderLine("X-Original-To", text: alias.description)]
        return try composer.compose(boundarySeed: seed)
    }

    /// A message may only be attached as one where it needs no encoding (RFC 2046 section 5.2.1) and where SES does not look for names in it.
    private var isLegal: Bool {
        guard message.firstLine(longerThan: SESRules.lineBytes, in: 0..<message.bytes.count) == nil else { return false }
        guard !reasons.contains(where: { $0.kind == .refusedExtension }) else { return false }
        var last: UInt8 = 0
        for byte in message.bytes {
            // The attachment would change what stands there.
            if byte == 0 || byte == 0x0A && last != 0x0D || last == 0x0D && byte != 0x0A { return false }
            last = byte
        }
        return last != 0x0D
    }

    private func text(_ author: Address?) -> String {
        let from = author.map { $0.name.isEmpty ? $0.address : "\($0.name) <\($0.address)>" } ?? "nobody"
        let why = Set(reasons.map { Self.sentence($0.kind) }).sorted().map { "- \($0)\n" }.joined()
        return """
            A mail for \(alias) could not be passed on as it is. It is attached, as it came.

            From: \(PrintableText.line(from, limit: 200))
            Subject: \(PrintableText.line(message.subject ?? "", limit: 300))

            Amazon SES would not have sent it:
            \(why)
            Take care when you open the attachment.

            """
    }

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
        }
    }

    /// The same for every attempt.
    private var digest: [UInt8] { SHA256.hash(Array("\(message.messageID ?? "")|\(message.bytes.count)|\(alias.key)|\(target.key)".utf8)) }

    private var seed: UInt64 { digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }

    private var messageID: String { "\(Array(digest.prefix(12)).hexadecimal)@\(alias.domain)" }
}
