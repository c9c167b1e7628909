/// One entity of a mail (RFC 2045 section 2.4): the message itself, a body part, or a message inside a message.
public struct Part: Sendable {
    let storage: Message.Storage
    let index: Int

    var node: Node { storage.nodes[index] }
    /// The buffer that the part's offsets count in.
    var source: ByteSource { storage.sources[Int(node.source)] }
    private var fields: ArraySlice<FieldRange> { storage.fields[node.fieldRange] }

    private func field(_ range: FieldRange, _ bytes: Span<UInt8>, _ source: Int) -> HeaderField {
        HeaderField(name: bytes.string(range.name), storage, source: source, range.value)
    }

    /// The value of the first field of a kind, without its name.
    private func value(_ kind: FieldRange.Kind) -> HeaderField? {
        fields.first { $0.kind == kind }.map { HeaderField(name: "", storage, source: Int(node.source), $0.value) }
    }

    /// Where the part stands in the tree: `1` is the message, `1.2` its second part, and so on; an embedded message is the only child of
    /// its message/rfc822 part.
    public var path: String {
        storage.nodes.path(of: index)
    }

    /// The parts of a multipart, or the one message of a message/rfc822 part.
    public var children: [Part] { ChildIndices(storage.nodes, of: index).map { Part(storage: storage, index: $0) } }

    /// The part that this one is a child of.
    public var parent: Part? { node.parent.map { Part(storage: storage, index: $0) } }

    /// Whether the part contains others.
    public var isContainer: Bool { node.firstChild >= 0 }

    /// Whether a limit kept the parser from looking inside.
    public var isOpaque: Bool { node.isOpaque }

    // MARK: Place in the mail

    /// Bytes of the header block in the buffer that ``within`` names.
    public var headerRange: Range<Int> { node.header }

    /// Bytes of the body, still transfer-encoded, in the buffer that ``within`` names.
    public var bodyRange: Range<Int> { node.body }

    /// nil when the ranges count in the raw mail; else the message part whose decoded body they count in.
    public var within: Part? {
        guard node.source != 0 else { return nil }
        var current = self
        while let parent = current.parent {
            if parent.node.source != node.source { return parent }
            current = parent
        }
        return nil
    }

    // MARK: Header

    /// The header fields in order; lines that are none have an empty name.
    public var headers: [HeaderField] {
        let source = Int(node.source)
        return storage.sources[source].withBytes { bytes in fields.map { field($0, bytes, source) } }
    }

    /// The first field of this name (lower case), which is the one that counts where a mail has several.
    public func header(_ name: StaticString) -> HeaderField? {
        let source = Int(node.source)
        return storage.sources[source].withBytes { bytes in
            fields.first { $0.kind != .invalid && bytes.equalsIgnoringCase($0.name, name) }.map { field($0, bytes, source) }
        }
    }

    /// Reads the value of the first field of a kind where it stands; nil when there is none.
    private func read<Result>(_ kind: FieldRange.Kind, _ decode: (Span<UInt8>) -> Result?) -> Result? {
        guard let field = fields.first(where: { $0.kind == kind }) else { return nil }
        return source.withBytes { decode($0.extracting(field.value)) }
    }

    /// The media type; text/plain where none is given (RFC 2045 section 5.2), message/rfc822 inside multipart/digest.
    public var contentType: ContentType {
        if node.isRest { return .opaque }
        return value(.contentType).flatMap { ContentType(unread: $0) } ?? defaultType
    }

    func contentType(_ log: inout DefectLog) -> ContentType {
        if node.isRest { return .opaque }
        return read(.contentType) { ContentType(parsing: $0, limits: storage.limits.field, &log) } ?? defaultType
    }

    private var defaultType: ContentType { node.defaultsToMessage ? .message : .text }

    /// The transfer encoding; 7bit where none is given (RFC 2045 section 6.1).
    public var transferEncoding: TransferEncoding {
        var log = DefectLog()
        return transferEncoding(&log)
    }

    func transferEncoding(_ log: inout DefectLog) -> TransferEncoding {
        read(.contentTransferEncoding) { TransferEncoding(parsing: $0, &log) } ?? .sevenBit
    }

    /// The disposition, or nil where none is given.
    public var contentDisposition: ContentDisposition? {
        var log = DefectLog()
        return contentDisposition(&log)
    }

    func contentDisposition(_ log: inout DefectLog) -> ContentDisposition? {
        read(.contentDisposition) { ContentDisposition(parsing: $0, limits: storage.limits.field, &log) }
    }

    /// The file name that the sender suggests: of the disposition, else the old `name` of the media type. Never a safe path by itself.
    public var filename: String? {
        var log = DefectLog()
        return filename(contentDisposition, contentType, &log)
    }

    /// The file name that fields already read suggest; the media type is only asked for where the disposition has none.
    func filename(
        _ disposition: ContentDisposition?, _ contentType: @autoclosure () -> ContentType, _ log: inout DefectLog
    ) -> String? {
        if let name = disposition?.filename(&log), !name.isEmpty { return name }
        let name = contentType().parameter("name", &log)
        return name?.isEmpty == false ? name : nil
    }

    /// Content-ID without its angle brackets (RFC 2392).
    public var contentID: String? {
        var log = DefectLog()
        return read(.contentID) { MessageID.parse($0, &log) }
    }
}
