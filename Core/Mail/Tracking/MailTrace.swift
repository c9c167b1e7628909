import Mail

/// Finds the life of mails in a mail log.
public struct MailTrace: Sendable {
    /// What is looked for.
    public struct Query: Sendable, Equatable {
        /// The address as the log has it; nil where the text is none.
        public var address: String?
        /// Message-ID, or an id of SES, or of a stored message.
        public var id: String
        /// SES's id of the mail that it has sent with this Message-ID, which is of SES's own making.
        public var sesID: String?

        /// Reads an address, a Message-ID with or without brackets, or an id of SES; a Message-ID without brackets looks like an address, and both are
        /// looked for.
        /// - Parameter addresses: how the log shows addresses.
        public init(_ text: String, addresses: LoggedAddresses = .full) {
            let bare = MailLogEntry.withoutBrackets(text)
            address = text.hasPrefix("<") || (try? EmailAddress(bare)) == nil ? nil : addresses.shown(bare)
            id = bare.contains("@") && addresses != .full ? addresses.shown(bare) : bare
            // https://docs.aws.amazon.com/ses/latest/dg/header-fields.html
            if let at = bare.lastIndex(of: "@"), bare[at...].lowercased().hasSuffix("amazonses.com") { sesID = String(bare[..<at]) }
        }

        var words: [String] { [address, id, sesID].compactMap(\.self) }

        /// Whether an entry is one of those that are looked for.
        func fits(_ entry: MailLogEntry) -> Bool {
            if let address, entry.to == address || entry.from == address || entry.alias == address { return true }
            if [entry.messageID, entry.sesID, entry.next, entry.origin, entry.id].contains(id) { return true }
            return sesID != nil && [entry.sesID, entry.next, entry.origin].contains(sesID)
        }
    }

    /// How often a mail is followed to what it was sent on as, or back to what it came from.
    private static let rounds = 8

    private let source: any MailLogSource

    /// Looks in a log.
    public init(_ source: any MailLogSource) { self.source = source }

    /// The lines of all mails that fit, in order of time, each once; mails that were sent on are followed, and those that came from others too.
    public func lines(_ query: Query, since: Timestamp) async throws -> [MailLogEntry] {
        var found = try await source.entries(with: query.words, since: since).filter(query.fits)
        var known: Set<String> = []
        for _ in 0..<Self.rounds {
            let ids = Set(found.flatMap { [$0.sesID, $0.next, $0.origin].compactMap(\.self) })
            let new = ids.subtracting(known)
            guard !new.isEmpty else { break }
            known = ids
            found += try await source.entries(with: new.sorted(), since: since).filter {
                [$0.sesID, $0.next, $0.origin].contains { $0.map(new.contains) ?? false }
            }
        }
        return Self.once(found)
    }

    /// In order of time, without repetitions: a mail that a function was given twice, and an event that came twice.
    ///
    /// A mail is sent on before it can be written down that it was, but not before it was sent on.
    private static func once(_ entries: [MailLogEntry]) -> [MailLogEntry] {
        var seen: Set<String> = []
        var first: [String: Timestamp] = [:]
        for entry in entries { if let id = entry.sesID { first[id] = min(first[id] ?? entry.time, entry.time) } }
        let timed = entries.enumerated().map { number, entry in
            (time: min(entry.time, entry.next.flatMap { first[$0] } ?? entry.time), number: number, entry: entry)
        }
        let sorted = timed.sorted { left, right in
            left.time == right.time ? (left.entry.order, left.number) < (right.entry.order, right.number) : left.time < right.time
        }
        return sorted.map(\.entry).filter { entry in
            // What SES says has its time with it; what functions say of one mail a second time they say later.
            var key = "\(entry.function) \(entry.line)"
            if entry.isOften { key += " \(entry.time.rfc3339)" }
            return seen.insert(key).inserted
        }
    }
}

extension MailLogEntry {
    /// Whether it can happen to a mail more than once.
    fileprivate var isOften: Bool {
        switch status {
        case .delayed, .deferred, .opened, .clicked: true
        default: false
        }
    }

    /// The order of what happens in the same millisecond.
    fileprivate var order: Int { Status.allCases.firstIndex(of: status) ?? 0 }
}
