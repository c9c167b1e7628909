/// The parameters of Content-Type and Content-Disposition (RFC 2045 section 5.1), with RFC 2231 continuations and charsets resolved.
struct Parameters: Sendable {
    /// A parameter: where its name and value stand in ``bytes``.
    struct Entry: Sendable {
        var name: Range<Int>
        /// nil as long as only sections of it were met.
        var value: Range<Int>?
        /// The charset that RFC 2231 gave, or nil.
        var charset: String?
    }

    /// Names in lower case and values, decoded from quotes and percent signs.
    private(set) var bytes: [UInt8] = []
    private(set) var entries: [Entry] = []
    private var limits = FieldLimits.standard

    /// None.
    init() {}

    /// Reads `;name=value` pairs from where `tokens` stands to its end.
    init(_ value: Span<UInt8>, _ tokens: inout HeaderTokens, limits: FieldLimits, _ log: inout DefectLog) {
        var reader = ParameterReader(limits: limits, isAtStart: tokens.position == 0)
        reader.read(value, &tokens, &log)
        bytes = reader.bytes
        entries = reader.entries
        self.limits = limits
    }

    // MARK: Access

    private func entry(_ name: String) -> Entry? {
        let name = name.utf8
        return entries.first { $0.name.count == name.count && bytes[$0.name].elementsEqual(name) }
    }

    /// Where the value of a parameter stands in ``bytes``.
    func range(_ name: String) -> Range<Int>? { entry(name)?.value }

    /// The bytes of a parameter, for comparisons that no charset touches.
    func bytes(_ name: String) -> [UInt8]? { entry(name)?.value.map { Array(bytes[$0]) } }

    /// A parameter as text: RFC 2231 charset, else encoded-words (against RFC 2047 section 5, but common), else UTF-8 or Windows-1252.
    func text(_ name: String, _ log: inout DefectLog) -> String? { entry(name).flatMap { text(of: $0, &log) } }

    /// The value of an entry as text.
    func text(of entry: Entry, _ log: inout DefectLog) -> String? {
        guard let range = entry.value else { return nil }
        if let charset = entry.charset { return Charset.decode(Array(bytes[range]), label: charset, &log) }
        let value = bytes.span.extracting(range)
        if value.headerTraits(0..<value.count).hasEncodedWord {
            log.note(.encodedWordInParameter, bytes.span.string(entry.name))
            return HeaderText.decode(value, limits: limits, &log)
        }
        return HeaderText.decodeRaw(value, &log)
    }
}
