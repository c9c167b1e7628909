import Mail

/// What a list of messages is asked for.
struct MessageSearch {
    var range: MessageRange
    var limit: Int
    var query: MessageQuery

    static let defaultPage = 50
    static let maximumPage = 200
    /// Messages that are looked at for one page where a query is given, and mails that are read for it.
    static let maximumScan = (rows: 2000, mails: 100)

    init(_ fields: inout RequestFields, now: Timestamp) {
        limit = fields.page()
        range = MessageRange(
            after: fields.cursor("after"), before: fields.cursor("before"), order: fields.choice("order") ?? .newestFirst)
        query = fields.query("q", now: now) ?? MessageQuery()
        if fields.flag("unread") ?? false { query.terms.append(.init(.isRead(false))) }
    }
}

extension RequestFields {
    /// How many are wanted at a time; as many as there may be, where it is more.
    mutating func page() -> Int {
        min(number("limit", in: 1...Int.max) ?? MessageSearch.defaultPage, MessageSearch.maximumPage)
    }

    /// A query in the search language.
    mutating func query(_ name: String, now: Timestamp) -> MessageQuery? {
        guard let text = text(name, limit: 4 * MessageQuery.maximumLength) else { return nil }
        do {
            return try MessageQuery(text, now: now)
        } catch {
            fault(name, "\(error)", hint: "Such as: from:shop subject:\"your order\" -is:read")
            return nil
        }
    }
}

extension MailboxAPI {
    /// Messages of a mailbox that are looked for.
    /// - Returns: the messages, and where the next page begins; nil where there is none.
    func find(_ search: MessageSearch, in mailbox: Mailbox) async throws -> (messages: [StoredMessage], next: Int?) {
        var found: [StoredMessage] = []
        var range = search.range
        var rows = 0
        var mails = 0
        while true {
            // One more than asked for tells whether there is another page.
            let wanted = search.query.terms.isEmpty ? search.limit + 1 : MessageSearch.maximumPage
            let page = try await service.messages(in: mailbox.address, range, limit: wanted)
            for message in page {
                guard found.count < search.limit, rows < MessageSearch.maximumScan.rows, mails < MessageSearch.maximumScan.mails else {
                    return (found, position(range))
                }
                range = range.rest(behind: message.seq)
                rows += 1
                guard !search.query.excludes(message) else { continue }
                var content: MessageContent?
                if search.query.needsRawMail {
                    content = try await service.content(of: message)
                    mails += 1
                }
                if search.query.matches(message, content: content) { found.append(message) }
            }
            guard page.count == wanted else { return (found, nil) }
        }
    }

    private func position(_ range: MessageRange) -> Int? {
        switch range.order {
        case .newestFirst: range.before
        case .oldestFirst: range.after
        }
    }
}
