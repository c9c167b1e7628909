/// One header field of a part, as it stands in the mail. It keeps the mail: nothing of it is copied until it is asked for.
public struct HeaderField: Sendable {
    /// The field name as written; empty for a line that has none.
    public let name: String
    private let storage: Message.Storage
    private let source: Int
    private let range: Range<Int>

    var limits: FieldLimits { storage.limits.field }

    /// Creates a field from the bytes behind its colon.
    public init(name: String, rawValue: [UInt8], limits: Limits = .standard) {
        let storage = Message.Storage(sources: [.array(rawValue)], nodes: [], fields: [], limits: limits)
        self.init(name: name, storage, source: 0, 0..<rawValue.count)
    }

    /// A field whose value stands in one of the buffers of a mail.
    init(name: String, _ storage: Message.Storage, source: Int, _ range: Range<Int>) {
        self.name = name
        self.storage = storage
        self.source = source
        self.range = range
    }

    /// The bytes behind the colon up to the last folded line's end, folding included.
    public var rawValue: [UInt8] { withValue { $0.array(0..<$0.count) } }

    /// The value as text: unfolded, encoded-words decoded, other bytes above 127 read as UTF-8 or Windows-1252.
    public var value: String { read { HeaderText.decode($0, limits: limits, &$1) } }

    /// The value read as an address list (RFC 5322 section 3.4), groups resolved into their members.
    public var addresses: [Address] { read { AddressParser.parse($0, limits: limits, &$1) } }

    /// The value read as an address list with its groups, in order; the only trace that an empty group leaves.
    public var addressGroups: [AddressGroup] { read { AddressParser.parseGroups($0, limits: limits, &$1) } }

    /// The value read as a date (RFC 5322 section 3.3 and what broken senders write); nil when it is none.
    public var date: DateTime? { read { DateParser.parse($0, &$1) } }

    /// The value read as message identifiers (RFC 5322 section 3.6.4), without angle brackets, in order.
    public var messageIDs: [String] { read { MessageIDList.parse($0, limits: limits, &$1) } }

    /// The value read as the URIs of a List-* field (RFC 2369 section 2), the sender's preferred one first.
    public var uris: [String] { read { URIList.parse($0, limits: limits, &$1).uris } }

    /// The value read as one Received field (RFC 5321 section 4.4).
    public var received: Received { read { Received(parsing: $0, limits: limits, &$1) } }

    /// The value read as Authentication-Results (RFC 8601) or ARC-Authentication-Results (RFC 8617).
    public var authenticationResults: AuthenticationResults { read { AuthenticationResults(parsing: $0, limits: limits, &$1) } }

    /// Runs a decoder whose defects nobody asked for.
    func read<Result>(_ decode: (Span<UInt8>, inout DefectLog) -> Result) -> Result {
        var log = DefectLog()
        return withValue { decode($0, &log) }
    }

    /// Lends the bytes of ``rawValue``.
    func withValue<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        storage.sources[source].withBytes { body($0.extracting(range)) }
    }
}
