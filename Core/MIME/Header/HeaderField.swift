/// One header field of a part, as it stands in the mail.
public struct HeaderField: Sendable {
    /// The field name as written; empty for a line that has none.
    public let name: String
    /// The bytes behind the colon up to the last folded line's end, folding included.
    public let rawValue: [UInt8]

    /// The value as text: unfolded, encoded-words decoded, other bytes above 127 read as UTF-8 or Windows-1252.
    public var value: String {
        var log = DefectLog()
        return HeaderText.decode(rawValue, &log)
    }

    /// The value read as an address list (RFC 5322 section 3.4), groups resolved into their members.
    public var addresses: [Address] {
        var log = DefectLog()
        return AddressParser.parse(rawValue, &log)
    }

    /// The value read as a date (RFC 5322 section 3.3 and what broken senders write); nil when it is none.
    public var date: DateTime? {
        var log = DefectLog()
        return DateParser.parse(rawValue, &log)
    }
}
