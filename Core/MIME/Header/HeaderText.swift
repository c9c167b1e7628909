/// Unstructured header values as text: unfolded (RFC 5322 section 2.2.3), encoded-words decoded (RFC 2047).
enum HeaderText {
    /// Decodes a raw field value.
    ///
    /// Adjacent encoded-words of one charset are joined as bytes before the charset is decoded, so that a character cut between them is whole.
    static func decode(_ value: [UInt8], _ log: inout DefectLog) -> String {
        let bytes = unfolded(value)
        guard EncodedWord.mayContain(bytes) else { return decodeRaw(bytes, &log) }
        var text = ""
        var pending: (charset: String, bytes: [UInt8])?
        var literalStart = 0
        var index = 0
        var noTerminatorFrom = Int.max

        func flushLiteral(upTo end: Int, _ log: inout DefectLog) {
            if literalStart < end { text += decodeRaw(Array(bytes[literalStart..<end]), &log) }
        }
        func flushPending(_ log: inout DefectLog) {
            guard let word = pending else { return }
            text += Charset.decode(word.bytes, label: word.charset, &log)
            pending = nil
        }

        while index < bytes.count {
            guard bytes[index] == ASCII.equals, let word = EncodedWord(bytes, at: index, noTerminatorFrom: &noTerminatorFrom) else {
                index += 1
                continue
            }
            if word.hasSpace { log.note(.encodedWordWithSpace, "white space inside an encoded-word") }
            if word.isDamaged { log.note(.invalidEncodedWord, "text of an encoded-word is not valid in its encoding") }
            let isAdjacent = pending != nil && bytes[literalStart..<index].allSatisfy(\.isFWS)
            if !isAdjacent {
                flushPending(&log)
                flushLiteral(upTo: index, &log)
                if index > 0, !bytes[index - 1].isFWS, bytes[index - 1] != ASCII.leftParenthesis, bytes[index - 1] != ASCII.quote {
                    log.note(.encodedWordNotSeparated, "no space before an encoded-word")
                }
            }
            if pending?.charset == word.charset {
                pending?.bytes += word.bytes
            } else {
                flushPending(&log)
                pending = (word.charset, word.bytes)
            }
            index = word.end
            literalStart = index
            if index < bytes.count, !bytes[index].isFWS, bytes[index] != ASCII.rightParenthesis, bytes[index] != ASCII.quote {
                log.note(.encodedWordNotSeparated, "no space after an encoded-word")
            }
        }
        flushPending(&log)
        flushLiteral(upTo: bytes.count, &log)
        return text
    }

    /// Bytes without encoding: UTF-8 (RFC 6532), else Windows-1252, which every byte string is valid in.
    static func decodeRaw(_ bytes: [UInt8], _ log: inout DefectLog) -> String {
        guard bytes.contains(where: { $0 >= 0x80 }) else { return String(decoding: bytes, as: UTF8.self) }
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        log.note(.rawEightBitHeader, "bytes that are neither ASCII nor UTF-8; read as Windows-1252")
        return Windows1252.decode(bytes)
    }

    /// Removes the line ends of folding and the white space around the value.
    static func unfolded(_ value: [UInt8]) -> [UInt8] {
        let trimmed = value.trimmingFWS()
        guard trimmed.contains(ASCII.lf) else { return Array(trimmed) }
        var result: [UInt8] = []
        result.reserveCapacity(trimmed.count)
        for index in trimmed.indices {
            let byte = trimmed[index]
            if byte == ASCII.lf { continue }
            if byte == ASCII.cr, index + 1 < trimmed.endIndex, trimmed[index + 1] == ASCII.lf { continue }
            result.append(byte)
        }
        return result
    }
}
