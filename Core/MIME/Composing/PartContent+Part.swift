extension PartContent {
    /// The part as it was read, to be written again: types, parameters, names and decoded bodies stay; transfer encodings and boundaries may
    /// change. What the parser did not look into, and embedded messages, stay as they are.
    /// - Throws: ``FieldError`` where the header has a type, or a parameter's name, that cannot be written.
    public init(copying part: Part) throws(FieldError) {
        // Parts below it, children before their parents.
        var order: [Part] = []
        var rest = [part]
        while let next = rest.popLast() {
            order.append(next)
            if next.isWritable { rest += next.children }
        }
        var finished: [PartContent] = []
        for part in order.reversed() {
            // The children of a part were added just before it, the last one first.
            let count = part.isWritable ? part.children.count : 0
            let children = Array(finished.suffix(count))
            finished.removeLast(count)
            finished.append(try PartContent(part, children))
        }
        self = finished[0]
    }

    private init(_ part: Part, _ children: [PartContent]) throws(FieldError) {
        let type = part.contentType
        let disposition = part.contentDisposition
        let isInside = part.parent?.node.isMultipart == true
        let content: Content
        if part.isWritable {
            content = .parts(children)
        } else if part.isOpaque || type.type == "multipart" {
            content = .encoded(part.rawBody, part.isOpaque && type.type != "multipart" ? part.transferEncoding : .binary)
        } else if part.isContainer {
            content = .message(part.decodedBody)
        } else if type.isMessage {
            // Nobody looked into it, as its encoding is unknown; under another one somebody would.
            content = .encoded(part.rawBody, part.transferEncoding)
        } else {
            content = .bytes(part.decodedBody)
        }
        self.init(
            type.essence, type.parameters.written(), disposition: disposition?.type,
            dispositionParameters: disposition?.parameters.written() ?? [],
            // The other fields of a whole mail are not those of its content.
            fields: part.headers.filter { isInside || $0.describesContent }.compactMap { HeaderLine(copying: $0) }, content: content)
        if let id = part.contentID, (try? FieldValue(messageIDs: [id])) != nil { contentID = id }
        // A name or a type that cannot be written is found now, where the part is known.
        _ = try FieldValue(mediaType: mediaType, parameters: parameters)
        if let type = self.disposition { _ = try FieldValue(disposition: type, parameters: dispositionParameters) }
    }
}

extension ComposedMessage {
    /// A mail that was read, written again: its header, folded anew, and its parts as of ``PartContent/init(copying:)``.
    public init(copying message: Message, boundarySeed: UInt64) throws(FieldError) {
        let fields = message.root.headers.filter { !$0.describesContent }.compactMap { HeaderLine(copying: $0) }
        try self.init(fields: fields, content: PartContent(copying: message.root), boundarySeed: boundarySeed)
    }
}

extension Part {
    /// A multipart whose parts are written one by one.
    fileprivate var isWritable: Bool { isContainer && !isOpaque && contentType.type == "multipart" }
}

extension HeaderField {
    /// A field that belongs to the content (RFC 2045 section 9).
    fileprivate var describesContent: Bool { name.utf8.prefix(8).loweredString == "content-" }
}

extension Parameters {
    /// The parameters in order, decoded.
    fileprivate func written() -> [Parameter] {
        entries.compactMap { entry in
            var log = DefectLog()
            return text(of: entry, &log).map { Parameter(bytes.span.string(entry.name), $0) }
        }
    }
}
