extension Part {
    /// The body as it stands in the mail.
    public var rawBody: [UInt8] { source[node.body] }

    /// The body with its transfer encoding undone. Nothing else is changed: line ends and charset are the sender's.
    public var decodedBody: [UInt8] {
        var log = DefectLog()
        return decodedBody(contentType, &log)
    }

    /// Replaces what `output` has by ``decodedBody``, in the memory that it has: for who reads large bodies one after the other.
    public func decodeBody(into output: inout [UInt8]) {
        var log = DefectLog()
        var decoder = BodyDecoder(effectiveEncoding(contentType, &log))
        let body = node.body
        output.removeAll(keepingCapacity: true)
        source.withBytes { decoder.decode($0.extracting(body), into: &output, &log) }
        decoder.finish(into: &output, &log)
    }

    /// The transfer encoding that ``decodedBody`` undoes: ``transferEncoding``, but none for a multipart, whatever its header says (RFC 2045 section
    /// 6.4), and none for what no one has looked into.
    public var bodyEncoding: TransferEncoding {
        var log = DefectLog()
        return effectiveEncoding(contentType, &log)
    }

    private func decodedBody(_ contentType: ContentType, _ log: inout DefectLog) -> [UInt8] {
        let encoding = effectiveEncoding(contentType, &log)
        let body = node.body
        return source.withBytes { BodyDecoder.decode($0.extracting(body), encoding, &log) }
    }

    private func effectiveEncoding(_ contentType: ContentType, _ log: inout DefectLog) -> TransferEncoding {
        let encoding = transferEncoding(&log)
        return contentType.type == "multipart" || node.isOpaque ? .binary : encoding
    }

    /// The body as text: transfer encoding undone, charset decoded, never failing. Line ends stay.
    public var text: String {
        var log = DefectLog()
        return text(node.body, &log)
    }

    /// The beginning of ``text``, read from so many bytes of the body as it stands in the mail; the last character may be cut.
    public func text(ofFirst count: Int) -> String {
        var log = DefectLog()
        return text(node.bodyStart..<(node.bodyStart + min(max(count, 0), node.body.count)), &log)
    }

    private func text(_ range: Range<Int>, _ log: inout DefectLog) -> String {
        let contentType = contentType
        let encoding = effectiveEncoding(contentType, &log)
        let label = contentType.charset
        let isCut = range.upperBound < node.bodyEnd
        return source.withBytes { bytes in
            switch encoding {
            case .base64, .quotedPrintable:
                return Self.text(BodyDecoder.decode(bytes.extracting(range), encoding, &log).span, label, isCut: isCut, &log)
            case .sevenBit, .eightBit, .binary, .unknown: return Self.text(bytes.extracting(range), label, isCut: isCut, &log)
            }
        }
    }

    /// Text that is cut inside of a character would not be taken for UTF-8, where nothing says what it is.
    private static func text(_ bytes: Span<UInt8>, _ label: String?, isCut: Bool, _ log: inout DefectLog) -> String {
        Charset.decode(isCut ? bytes.extracting(0..<UTF8Check.wholeCount(bytes)) : bytes, label: label, &log)
    }

    /// What is wrong with the header values and the body, found by decoding them.
    func contentDefects() -> DefectLog {
        var log = DefectLog()
        let contentType = contentType(&log)
        _ = filename(contentDisposition(&log), contentType, &log)
        noteHeaderDefects(&log)
        guard !isContainer else { return log }
        let body = node.body
        source.withBytes { Self.noteByteDefects($0.extracting(body), &log) }
        let decoded = decodedBody(contentType, &log)
        if contentType.type == "text", !node.isOpaque { _ = Charset.decode(decoded, label: contentType.charset, &log) }
        return log
    }

    private func noteHeaderDefects(_ log: inout DefectLog) {
        var seen: Set<String> = []
        for field in headers where !field.name.isEmpty {
            let name = field.name.utf8.loweredString
            if HeaderRules.occursOnce.contains(name), !seen.insert(name).inserted {
                log.note(.duplicateHeader, "\(name); the first one counts")
                continue
            }
            field.withValue { value in
                Self.noteByteDefects(value, &log)
                FieldDecoder.noteDefects(name: name.utf8.span, value: value, limits: field.limits, &log)
            }
        }
    }

    private static func noteByteDefects(_ bytes: Span<UInt8>, _ log: inout DefectLog) {
        if let index = ByteScan.first(ASCII.nul, in: bytes, 0..<bytes.count) { log.note(.nulByte, "first at byte \(index); kept") }
        var position = 0
        while let index = ByteScan.first(ASCII.cr, in: bytes, position..<bytes.count) {
            if index + 1 == bytes.count || bytes[index + 1] != ASCII.lf {
                log.note(.bareCarriageReturn, "CR without LF, first at byte \(index); kept as data")
                return
            }
            position = index + 2
        }
    }
}
