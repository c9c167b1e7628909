/// What a mail says of the list that it came by (RFC 2369, RFC 2919, RFC 8058). Any sender can write these fields.
public struct MailingList: Sendable, Equatable {
    /// The identifier of List-Id without its angle brackets (RFC 2919 section 2); nil when there is none.
    public var id: String?
    /// The description before the identifier, decoded; nil when there is none.
    public var description: String?
    /// List-Help: how to get help.
    public var help: [String] = []
    /// List-Unsubscribe: where to leave the list.
    public var unsubscribe: [String] = []
    /// List-Subscribe: where to join it.
    public var subscribe: [String] = []
    /// List-Post: where to post to it.
    public var post: [String] = []
    /// List-Owner: who is responsible for it.
    public var owner: [String] = []
    /// List-Archive: where its archive is.
    public var archive: [String] = []
    /// Whether List-Post is `NO`: the list takes no posts.
    public var isClosedToPosts = false
    /// The HTTPS URI that takes `List-Unsubscribe=One-Click` as a POST (RFC 8058 section 3.1); nil when the sender does not offer it.
    ///
    /// RFC 8058 section 4 asks that a valid DKIM signature covers both fields, which is not looked into here.
    public var oneClickUnsubscribe: String?

    /// Creates a list that nothing is known of.
    public init() {}
}

extension MailingList {
    /// What the first of each of the fields says; nil when there are none of them.
    init?(_ fields: [HeaderField]) {
        self.init()
        var seen: Set<String> = []
        var offersOneClick = false
        for field in fields where field.name.utf8.count > 5 && field.name.utf8.prefix(5).equalsIgnoringCase("list-") {
            let name = field.name.utf8.loweredString
            guard seen.insert(name).inserted else { continue }
            switch name {
            case "list-id": (id, description) = field.read { Self.identifier($0, limits: field.limits, &$1) }
            case "list-help": help = field.uris
            case "list-unsubscribe": unsubscribe = field.uris
            case "list-subscribe": subscribe = field.uris
            case "list-owner": owner = field.uris
            case "list-archive": archive = field.uris
            case "list-post":
                let list = field.read { URIList.parse($0, limits: field.limits, &$1) }
                (post, isClosedToPosts) = (list.uris, list.isNo)
            case "list-unsubscribe-post":
                offersOneClick = field.withValue { value in
                    value.equalsIgnoringCase(value.trimmingFWS(0..<value.count), "list-unsubscribe=one-click")
                }
            default: seen.remove(name)
            }
        }
        guard !seen.isEmpty else { return nil }
        if offersOneClick { oneClickUnsubscribe = unsubscribe.first { $0.utf8.prefix(6).equalsIgnoringCase("https:") } }
    }

    /// List-Id: the last angle brackets hold the identifier, the description is before them. Without brackets the whole value is one.
    static func identifier(
        _ value: Span<UInt8>, limits: FieldLimits = .standard, _ log: inout DefectLog
    ) -> (id: String?, description: String?) {
        var tokens = HeaderTokens()
        var brackets: Range<Int>?
        while let byte = tokens.next(value) {
            switch byte {
            case ASCII.leftParenthesis: _ = tokens.comment(value, &log)
            case ASCII.quote: _ = tokens.quotedString(value, &log)
            case ASCII.less:
                let range = tokens.prefix(value) { $0 != ASCII.greater }
                brackets = range
            default: tokens.position += 1
            }
        }
        guard let brackets else {
            log.note(.invalidListField, "a list identifier without angle brackets")
            let range = value.trimmingFWS(0..<value.count)
            return (MessageID.id(value, range, &log), nil)
        }
        if brackets.upperBound == value.count { log.note(.invalidListField, "'<' without '>'") }
        let description = Phrase.decode(value.extracting(0..<brackets.lowerBound), limits: limits, &log)
        return (MessageID.id(value, (brackets.lowerBound + 1)..<brackets.upperBound, &log), description.isEmpty ? nil : description)
    }
}
