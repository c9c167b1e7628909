/// Unstructured header values as text: unfolded (RFC 5322 section 2.2.3), encoded-words decoded (RFC 2047).
enum HeaderText {
    /// Decodes a raw field value.
    ///
    /// Adjacent encoded-words of one charset are joined as bytes before the charset is decoded, so that a character cut between them is whole.
    static func decode(_ value: Span<UInt8>, limits: FieldLimits = .standard, _ log: inout DefectLog) -> String {
        let range = value.trimmingFWS(0..<value.count)
        let traits = value.headerTraits(range)
        if !traits.hasEncodedWord, traits.isASCII { return traits.isFolded ? unfoldedASCII(value, range) : value.string(range) }
        return withUnfolded(value) { bytes in
            traits.hasEncodedWord ? decodeWords(bytes, limits, &log) : decodeRaw(bytes, &log)
        }
    }

    /// Decodes a raw field value.
    static func decode(_ value: [UInt8], limits: FieldLimits = .standard, _ log: inout DefectLog) -> String {
        decode(value.span, limits: limits, &log)
    }

    /// Bytes without encoding: UTF-8 (RFC 6532), else Windows-1252, which every byte string is valid in.
    static func decodeRaw(_ bytes: Span<UInt8>, _ log: inout DefectLog) -> String {
        guard !bytes.headerTraits(0..<bytes.count).isASCII else { return bytes.string(0..<bytes.count) }
        if UTF8Check.isValid(bytes) { return String(copying: UTF8Span(unchecked: bytes)) }
        log.note(.rawEightBitHeader, "bytes that are neither ASCII nor UTF-8; read as Windows-1252")
        return Windows1252.decode(bytes)
    }

    /// Gives the value without the line ends of folding and the white space around it; only a folded value is copied.
    static func withUnfolded<Result>(_ value: Span<UInt8>, _ body: (Span<UInt8>) -> Result) -> Result {
        let range = value.trimmingFWS(0..<value.count)
        guard value.index(of: ASCII.lf, in: range) != nil else { return body(value.extracting(range)) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        forEachLine(of: value, range) { bytes.append(value, $0) }
        return body(bytes.span)
    }

    private static func unfoldedASCII(_ value: Span<UInt8>, _ range: Range<Int>) -> String {
        String(unsafeUninitializedCapacity: range.count) { buffer in
            var count = 0
            forEachLine(of: value, range) { line in
                value.extracting(line).withUnsafeBufferPointer { source in
                    _ = UnsafeMutableBufferPointer(rebasing: buffer[count...]).update(from: source)
                }
                count += line.count
            }
            return count
        }
    }

    /// The pieces between line ends. CR belongs to a line end only before LF.
    private static func forEachLine(of value: Span<UInt8>, _ range: Range<Int>, _ body: (Range<Int>) -> Void) {
        var start = range.lowerBound
        while let lf = value.index(of: ASCII.lf, in: start..<range.upperBound) {
            body(start..<(lf > start && value[lf - 1] == ASCII.cr ? lf - 1 : lf))
            start = lf + 1
        }
        body(start..<range.upperBound)
    }

    // MARK: Encoded-words

    /// Words of one charset that stand beside each other, and what is between words, become text in turn.
    private static func decodeWords(_ bytes: Span<UInt8>, _ limits: FieldLimits, _ log: inout DefectLog) -> String {
        var text = ""
        var pending: [UInt8] = []
        var charset: String?
        var count = 0
        var literalStart = 0
        var index = 0
        var noTerminatorFrom = Int.max

        func flushPending(_ log: inout DefectLog) {
            guard let label = charset else { return }
            text += Charset.decode(pending, label: label, &log)
            pending.removeAll(keepingCapacity: true)
            charset = nil
        }

        while let start = bytes.index(of: ASCII.equals, in: index..<bytes.count) {
            guard let word = EncodedWord(bytes, at: start, noTerminatorFrom: &noTerminatorFrom) else {
                index = start + 1
                continue
            }
            count += 1
            guard count <= limits.encodedWords else {
                log.note(.fieldLimitExceeded, "over \(limits.encodedWords) encoded-words; the others are kept as they are")
                break
            }
            if charset == nil || bytes.contains(in: literalStart..<start, where: { !$0.isFWS }) {
                flushPending(&log)
                if literalStart < start { text += decodeRaw(bytes.extracting(literalStart..<start), &log) }
                if start > 0, !bytes[start - 1].isFWS, bytes[start - 1] != ASCII.leftParenthesis, bytes[start - 1] != ASCII.quote {
                    log.note(.encodedWordNotSeparated, "no space before an encoded-word")
                }
            }
            if charset != word.charset { flushPending(&log) }
            charset = word.charset
            word.append(from: bytes, to: &pending, &log)
            index = word.end
            literalStart = index
            if index < bytes.count, !bytes[index].isFWS, bytes[index] != ASCII.rightParenthesis, bytes[index] != ASCII.quote {
                log.note(.encodedWordNotSeparated, "no space after an encoded-word")
            }
        }
        flushPending(&log)
        if literalStart < bytes.count { text += decodeRaw(bytes.extracting(literalStart..<bytes.count), &log) }
        return text
    }
}
