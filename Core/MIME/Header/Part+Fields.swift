extension Part {
    /// Every field of this name (lower case), in order.
    public func headers(named name: StaticString) -> [HeaderField] { headers.filter { $0.name.utf8.equalsIgnoringCase(name) } }

    /// Message-ID without its angle brackets; nil when there is none.
    public var messageID: String? { header("message-id").flatMap { $0.read { MessageID.parse($0, &$1) } } }

    /// In-Reply-To: the identifiers of what this answers, without angle brackets (RFC 5322 section 3.6.4).
    public var inReplyTo: [String] { header("in-reply-to")?.messageIDs ?? [] }

    /// References: the identifiers of the thread, the oldest first, without angle brackets (RFC 5322 section 3.6.4).
    public var references: [String] { header("references")?.messageIDs ?? [] }

    /// Every Received field in order: the last hop is the first (RFC 5321 section 4.4).
    public var trace: [Received] { headers(named: "received").map(\.received) }

    /// Return-Path: the envelope sender as the last server wrote it (RFC 5321 section 4.4); empty for `<>`, nil when there is no field.
    public var returnPath: String? { header("return-path").map { $0.addresses.first?.address ?? "" } }

    /// The sets of Resent-* fields, in order.
    public var resent: [ResentBlock] { ResentBlock.blocks(in: headers) }

    /// Every Authentication-Results field in order (RFC 8601).
    public var authenticationResults: [AuthenticationResults] { headers(named: "authentication-results").map(\.authenticationResults) }

    /// Every ARC-Authentication-Results field in order (RFC 8617).
    public var arcAuthenticationResults: [AuthenticationResults] {
        headers(named: "arc-authentication-results").map(\.authenticationResults)
    }

    /// The result of the first Received-SPF field (RFC 7208 section 9.1) in lower case, such as `pass`.
    public var receivedSPF: String? { header("received-spf").flatMap(Self.word) }

    /// What the mail says of the list that it came by; nil when it came by none.
    public var mailingList: MailingList? { MailingList(headers) }

    /// Auto-Submitted (RFC 3834 section 5) in lower case: `no`, `auto-generated`, `auto-replied` and so on, without parameters.
    public var autoSubmitted: String? { header("auto-submitted").flatMap(Self.word) }

    /// Precedence in lower case: `bulk`, `list`, `junk` and so on. No standard has it; RFC 3834 section 2 advises not to answer these.
    public var precedence: String? { header("precedence").flatMap(Self.word) }

    /// MIME-Version without comments (RFC 2045 section 4), which is `1.0`.
    public var mimeVersion: String? {
        header("mime-version").flatMap { field in field.read { Phrase.decode($0, limits: field.limits, &$1) } }.map {
            $0.filter { $0 != " " && $0 != "\t" }
        }
    }

    /// Content-Description, decoded (RFC 2045 section 8).
    public var contentDescription: String? { header("content-description")?.value }

    /// Content-Language: tags in order (RFC 3282).
    public var contentLanguages: [String] {
        guard let text = header("content-language").map({ field in field.read { Phrase.decode($0, limits: field.limits, &$1) } }) else {
            return []
        }
        return text.utf8.split { $0 == ASCII.comma || $0.isFWS }.map { String(Substring($0)) }
    }

    /// Content-Location without the white space of folding (RFC 2557 section 4.4).
    public var contentLocation: String? { header("content-location").flatMap { $0.read { MessageID.id($0, 0..<$0.count, &$1) } } }

    /// The first word of a value in lower case, comments before it skipped.
    private static func word(_ field: HeaderField) -> String? {
        field.read { bytes, log in
            var tokens = HeaderTokens()
            tokens.skipCFWS(bytes, &log)
            let word = tokens.prefix(bytes) { !$0.isFWS && $0 != ASCII.semicolon && $0 != ASCII.leftParenthesis }
            return word.isEmpty ? nil : bytes.loweredString(word)
        }
    }
}

extension Message {
    /// Who sent the mail for its authors; nil when they did so themselves (RFC 5322 section 3.6.2).
    public var sender: Address? { root.header("sender")?.addresses.first }
    /// The recipients that the others do not see; rarely there.
    public var bcc: [Address] { root.header("bcc")?.addresses ?? [] }
    /// In-Reply-To, as ``Part/inReplyTo``.
    public var inReplyTo: [String] { root.inReplyTo }
    /// References, as ``Part/references``.
    public var references: [String] { root.references }
    /// The hops of the mail, as ``Part/trace``.
    public var trace: [Received] { root.trace }
    /// Authentication-Results, as ``Part/authenticationResults``.
    public var authenticationResults: [AuthenticationResults] { root.authenticationResults }
    /// The list that the mail came by, as ``Part/mailingList``.
    public var mailingList: MailingList? { root.mailingList }
}
