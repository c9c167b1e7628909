/// Decodes a field value as what its name says it is, for its defects.
package enum FieldDecoder {
    /// Notes what is wrong with a value. `name` may be in any letter case; Content-Type, Content-Disposition and Content-Transfer-Encoding
    /// are left to who reads the part.
    package static func noteDefects(
        name: Span<UInt8>, value: Span<UInt8>, limits: FieldLimits = .standard, _ log: inout DefectLog
    ) {
        switch Kind(name) {
        case .addresses: _ = AddressParser.parse(value, limits: limits, &log)
        case .date: _ = DateParser.parse(value, &log)
        case .messageID: _ = MessageID.parse(value, &log)
        case .messageIDs: _ = MessageIDList.parse(value, limits: limits, &log)
        case .received: _ = Received(parsing: value, limits: limits, &log)
        case .authenticationResults: _ = AuthenticationResults(parsing: value, limits: limits, &log)
        case .uris: _ = URIList.parse(value, limits: limits, &log)
        case .listID: _ = MailingList.identifier(value, limits: limits, &log)
        case .content: break
        case .text: _ = HeaderText.decode(value, limits: limits, &log)
        }
    }

    private enum Kind {
        case addresses, date, messageID, messageIDs, received, authenticationResults, uris, listID, content, text

        init(_ name: Span<UInt8>) {
            let known = Self.names.first { name.equalsIgnoringCase(0..<name.count, $0.name) }
            self = known?.kind ?? .text
        }

        private static let names: [(name: StaticString, kind: Kind)] = [
            ("received", .received), ("from", .addresses), ("to", .addresses), ("date", .date), ("message-id", .messageID),
            ("content-type", .content), ("content-transfer-encoding", .content), ("content-disposition", .content),
            ("content-id", .messageID), ("cc", .addresses), ("bcc", .addresses), ("reply-to", .addresses), ("sender", .addresses),
            ("return-path", .addresses), ("in-reply-to", .messageIDs), ("references", .messageIDs),
            ("authentication-results", .authenticationResults), ("arc-authentication-results", .authenticationResults),
            ("list-unsubscribe", .uris), ("list-post", .uris), ("list-help", .uris), ("list-archive", .uris), ("list-subscribe", .uris),
            ("list-owner", .uris), ("list-id", .listID), ("resent-from", .addresses), ("resent-to", .addresses), ("resent-cc", .addresses),
            ("resent-bcc", .addresses), ("resent-sender", .addresses), ("resent-date", .date), ("resent-message-id", .messageID),
        ]
    }
}
