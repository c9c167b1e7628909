extension FieldValue {
    /// Unstructured text, such as a subject (RFC 5322 section 3.6.5): what is not ASCII, and what else would not be read back as it is, becomes
    /// encoded-words (RFC 2047). A line end in it, or another control character but tab, becomes a space.
    public init(text: String) {
        let text = Self.withoutControls(text)
        let bytes = Array(text.utf8)
        var words = Self.words(bytes)
        guard let first = words.first, let last = words.last else {
            if !bytes.isEmpty { appendEncodedWords(text) }
            return
        }
        // White space that readers drop or change has to be inside of encoded-words, with the words around it.
        if first.range.lowerBound > 0 { words[0] = Word(range: 0..<first.range.upperBound, isEncoded: true) }
        if last.range.upperBound < bytes.count {
            words[words.count - 1] = Word(range: words[words.count - 1].range.lowerBound..<bytes.count, isEncoded: true)
        }
        for index in words.indices.dropFirst() {
            let gap = words[index - 1].range.upperBound..<words[index].range.lowerBound
            guard gap.count > 1 || bytes[gap.lowerBound] != ASCII.space else { continue }
            words[index - 1].isEncoded = true
            words[index].isEncoded = true
        }
        var index = 0
        while index < words.count {
            let start = words[index].range.lowerBound
            guard words[index].isEncoded else {
                appendWord(bytes[words[index].range])
                index += 1
                continue
            }
            while index + 1 < words.count, words[index + 1].isEncoded { index += 1 }
            appendEncodedWords(String(decoding: bytes[start..<words[index].range.upperBound], as: UTF8.self))
            index += 1
        }
    }

    private struct Word {
        var range: Range<Int>
        var isEncoded: Bool
    }

    /// The words between white space.
    private static func words(_ bytes: [UInt8]) -> [Word] {
        var words: [Word] = []
        var index = 0
        while index < bytes.count {
            guard !bytes[index].isWSP else {
                index += 1
                continue
            }
            let start = index
            while index < bytes.count, !bytes[index].isWSP { index += 1 }
            // A word that no line holds can be cut in encoded-words alone.
            words.append(Word(range: start..<index, isEncoded: index - start > 900 || !isPlain(bytes.span.extracting(start..<index))))
        }
        return words
    }

    /// Whether text is ASCII and cannot be taken for an encoded-word.
    static func isPlain(_ text: Span<UInt8>) -> Bool {
        let traits = text.headerTraits(0..<text.count)
        guard traits.hasEncodedWord else { return traits.isASCII }
        // The traits may see `=?` where none is.
        for index in 0..<(text.count - 1) where text[index] == ASCII.equals && text[index + 1] == ASCII.question { return false }
        return traits.isASCII
    }

    /// The text with a space for each line end and for each control character but tab.
    static func withoutControls(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 && $0 != ASCII.tab || $0 == 0x7F }) else { return text }
        var result = String.UnicodeScalarView()
        var isBehindCR = false
        for scalar in text.unicodeScalars {
            let isControl = scalar.value < 0x20 && scalar != "\t" || scalar.value == 0x7F
            if !(scalar == "\n" && isBehindCR) { result.append(isControl ? " " : scalar) }
            isBehindCR = scalar == "\r"
        }
        return String(result)
    }
}
