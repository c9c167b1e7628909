import MIME

/// The codes and links of a mail: the one-time code to type, the link to follow, and what else could be meant.
///
/// Rules read the words around everything that has the form of a code, and around every link, in some twenty languages; no network, no state,
/// time in proportion to what is read. What a mail says is the sender's: a code or a link found is no proof that anybody asked for it.
public struct Extraction: Sendable, Equatable {
    /// How much is read, and how much is answered.
    public enum Limits {
        /// Bytes of the subject.
        public static let subject = 2_048
        /// Bytes of the plain text.
        public static let text = 262_144
        /// Bytes of the HTML.
        public static let html = 524_288
        /// Codes that are listed.
        public static let codes = 20
        /// Links that are listed.
        public static let links = 50
        /// Bytes of a link's text.
        public static let linkText = 200
        /// Bytes of an address: longer ones are left out.
        public static let url = 4_096
        /// Forms of codes that are judged in each of the three, and links.
        static let judged = 2_000
    }

    /// Candidates, the best first.
    public let codes: [CodeCandidate]
    /// Candidates, the best first.
    public let links: [LinkCandidate]
    /// The one-time code of the mail; nil when none is sure enough.
    public let otp: CodeCandidate?
    /// The link that the mail was sent for: to verify, to reset, to sign in, to accept an invitation; nil when none is sure enough.
    public let link: LinkCandidate?
    /// Whether a limit cut what was read or what is listed.
    public let truncated: Bool

    /// From here on a candidate is an answer.
    static let sureEnough = 0.5

    /// Searches the parts of a mail.
    /// - Parameters:
    ///   - subject: the decoded subject.
    ///   - text: the plain text, if the mail has one.
    ///   - html: the HTML, if the mail has one.
    public init(subject: String?, text: String?, html: String?) {
        self.init(subject: subject, text: text, html: html, isCut: false)
    }

    /// Searches a mail: its subject, its text and its HTML. Attachments and embedded messages are not searched.
    public init(_ message: Message) {
        let reading = message.reading
        // Base64 takes four bytes for three; quoted-printable mostly less.
        let text = reading.text(ofFirst: 2 * Limits.text)
        let html = reading.html(ofFirst: 2 * Limits.html)
        let isCut = text?.isCut ?? false || html?.isCut ?? false
        self.init(subject: message.subject, text: text?.text, html: html?.text, isCut: isCut)
    }

    private init(subject: String?, text: String?, html: String?, isCut: Bool) {
        let lexicon = Lexicon.shared
        let subject = WordMap(Surface(subject ?? "", source: .subject, limit: Limits.subject), lexicon)
        var bodies: [WordMap] = []
        if let html { bodies.append(WordMap(Surface(html: html, limit: Limits.html), lexicon)) }
        if let text { bodies.append(WordMap(Surface(text, source: .text, limit: Limits.text), lexicon)) }
        let topic = MailTopic(subject: subject, bodies: bodies)
        var codes = CodeRanking()
        var links = LinkRanking()
        var isCut = isCut || subject.surface.isCut
        for map in [subject] + bodies {
            if map.surface.isCut { isCut = true }
            if codes.add(map, topic) { isCut = true }
        }
        for map in bodies where links.add(map, topic, lexicon) { isCut = true }
        let rankedCodes = codes.ranked()
        let rankedLinks = links.ranked()
        self.codes = Array(rankedCodes.prefix(Limits.codes))
        self.links = Array(rankedLinks.prefix(Limits.links))
        otp = rankedCodes.first { $0.kind == .oneTime && $0.confidence >= Self.sureEnough }
        link = rankedLinks.first {
            $0.purpose != .other && $0.purpose != .unsubscribe && $0.confidence >= Self.sureEnough && !$0.flags.contains(.hidden)
        }
        truncated = isCut || rankedCodes.count > Limits.codes || rankedLinks.count > Limits.links
    }

    /// Points as a probability: fifty are even.
    static func confidence(_ points: Double) -> Double {
        // Steps of a logistic curve, without a mathematics library.
        let steps = [0.02, 0.05, 0.12, 0.25, 0.5, 0.74, 0.87, 0.94, 0.97, 0.98, 0.99]
        let place = max(0, min(points / 12.5, Double(steps.count - 1)))
        let lower = Int(place)
        guard lower + 1 < steps.count else { return 0.99 }
        let value = steps[lower] + (steps[lower + 1] - steps[lower]) * (place - Double(lower))
        return (value * 100).rounded(.down) / 100
    }
}
