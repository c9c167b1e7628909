extension FieldValue {
    /// Message identifiers, given without angle brackets: Message-ID, References, Content-ID (RFC 5322 section 3.6.4, RFC 2045 section 7).
    /// - Throws: ``FieldError/Code-swift.enum/invalidMessageID``, ``FieldError/Code-swift.enum/notASCII``.
    public init(messageIDs: [String]) throws(FieldError) {
        for id in messageIDs {
            let bytes = Array(id.utf8)
            guard bytes.allSatisfy({ $0 < 0x80 }) else { throw FieldError(.notASCII, id) }
            let isValid = bytes.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != ASCII.less && $0 != ASCII.greater }
            guard isValid, !bytes.isEmpty, bytes.count + 2 <= Self.maximumWord else { throw FieldError(.invalidMessageID, id) }
            appendWord([ASCII.less] + bytes + [ASCII.greater])
        }
    }
}
