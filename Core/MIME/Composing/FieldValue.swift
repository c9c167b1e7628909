/// The value of a header field that is to be written: encoded, not folded yet.
///
/// It cannot hold a line end, so that no value makes another field: whatever it is made from is checked, encoded or replaced. Each way to make
/// one writes a kind of field: text, addresses, message identifiers, dates, parameters, or bytes as they are.
public struct FieldValue: Sendable, Equatable {
    /// The value on one line; never has CR, LF or NUL.
    private(set) var bytes: [UInt8] = []
    /// Where white space begins that a line end may stand before; ascending.
    private(set) var breaks: [Int] = []
    /// RFC 2047 section 2 wants shorter lines then.
    private(set) var hasEncodedWords = false

    /// RFC 5322 section 2.1.1.
    static let maximumLine = 998
    /// The longest piece between two breaks that always fits a line.
    static let maximumWord = 996

    /// Nothing.
    init() {}

    /// A single word that this library gives.
    init(token: StaticString) {
        appendWord(token.description.utf8)
    }

    /// The value on one line, as text.
    public var unfolded: String { String(decoding: bytes, as: UTF8.self) }

    /// A date (RFC 5322 section 3.3).
    public init(date: DateTime) {
        appendWord(date.rfc5322.utf8)
    }

    /// A value as it is, such as one of a field that this library does not know. Folded at white space, outside of quotes if that is enough.
    /// - Throws: ``FieldError/Code-swift.enum/lineEndInValue`` for CR, LF or NUL, ``FieldError/Code-swift.enum/wordTooLong``.
    public init(raw: some Sequence<UInt8>) throws(FieldError) {
        let value = Array(raw)
        guard !value.contains(where: { $0 == ASCII.cr || $0 == ASCII.lf || $0 == ASCII.nul }) else {
            throw FieldError(.lineEndInValue, String(decoding: value.prefix(80), as: UTF8.self))
        }
        self.init(checked: value)
        guard longestWord <= Self.maximumWord else { throw FieldError(.wordTooLong, String(decoding: value.prefix(80), as: UTF8.self)) }
    }

    /// The value of a field that was read: folding undone; CR and NUL in it become spaces. Words of any length are kept.
    init(copying field: HeaderField) {
        let raw = field.rawValue
        var value: [UInt8] = []
        value.reserveCapacity(raw.count)
        for (index, byte) in raw.enumerated() {
            switch byte {
            case ASCII.lf: break
            case ASCII.cr:
                if index + 1 == raw.count || raw[index + 1] != ASCII.lf { value.append(ASCII.space) }
            case ASCII.nul: value.append(ASCII.space)
            default: value.append(byte)
            }
        }
        self.init(checked: value)
    }

    private init(checked value: [UInt8]) {
        bytes = Array(value[value.span.trimmingFWS(0..<value.count)])
        breaks = Self.breaks(bytes, outsideQuotes: true)
        if longestWord > Self.maximumWord { breaks = Self.breaks(bytes, outsideQuotes: false) }
        hasEncodedWords = bytes.span.headerTraits(0..<bytes.count).hasEncodedWord
    }

    private static func breaks(_ bytes: [UInt8], outsideQuotes: Bool) -> [Int] {
        var result: [Int] = []
        var isQuoted = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte.isWSP, !bytes[index - 1].isWSP, !isQuoted { result.append(index) }
            if outsideQuotes {
                if byte == ASCII.quote { isQuoted.toggle() }
                if isQuoted, byte == ASCII.backslash { index += 1 }
            }
            index += 1
        }
        return result
    }

    private var longestWord: Int {
        var start = 0
        var longest = 0
        for end in breaks {
            longest = max(longest, end - start)
            start = end
        }
        return max(longest, bytes.count - start)
    }

    // MARK: Making

    /// Appends a word behind a space that a line end may stand before.
    mutating func appendWord(_ word: some Collection<UInt8>) {
        if !bytes.isEmpty {
            breaks.append(bytes.count)
            bytes.append(ASCII.space)
        }
        bytes += word
    }

    /// Appends to the last word.
    mutating func append(_ text: some Collection<UInt8>) {
        bytes += text
    }

    /// Appends text as encoded-words (RFC 2047).
    mutating func appendEncodedWords(_ text: String) {
        hasEncodedWords = true
        // The first word shares its line with the name of the field.
        for word in EncodedWordWriter.words(text, isFirst: bytes.isEmpty) { appendWord(word) }
    }

    // MARK: Writing

    /// Appends the value, folded (RFC 5322 section 2.2.3).
    /// - Parameters:
    ///   - column: how many characters stand before it on its line, the colon included.
    ///   - lineEnd: CRLF, or what the mail has.
    func write(behind column: Int, _ lineEnd: [UInt8], to output: inout [UInt8]) {
        let limit = hasEncodedWords ? 76 : 78
        var column = column
        var start = 0
        var index = 0
        // The first piece has no white space of its own.
        var space = 1
        while true {
            let end = index < breaks.count ? breaks[index] : bytes.count
            // A line with nothing but the name is only better than one that is too long for mail, or for its encoded-words.
            if column + space + end - start > (start == 0 && !hasEncodedWords ? Self.maximumLine : limit) {
                output += lineEnd
                column = 0
            }
            if space == 1 { output.append(ASCII.space) }
            output += bytes[start..<end]
            column += space + end - start
            space = 0
            start = end
            if index == breaks.count { return }
            index += 1
        }
    }
}
