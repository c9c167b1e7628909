/// A parameter of Content-Type or Content-Disposition that is to be written (RFC 2045 section 5.1).
public struct Parameter: Sendable, Equatable {
    /// The attribute, a token.
    public var name: String
    /// The value; any text.
    public var value: String

    /// Creates a parameter.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

extension FieldValue {
    /// A Content-Type (RFC 2045 section 5.1).
    /// - Throws: ``FieldError/Code-swift.enum/invalidToken`` for what is not `type/subtype`, or for a parameter's name.
    public init(mediaType: String, parameters: [Parameter] = []) throws(FieldError) {
        let halves = mediaType.utf8.split(separator: ASCII.slash, maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, mediaType.utf8.count <= 400, halves.allSatisfy(Self.isToken) else {
            throw FieldError(.invalidToken, mediaType)
        }
        appendWord(mediaType.utf8)
        try append(parameters)
    }

    /// A Content-Disposition (RFC 2183 section 2).
    /// - Throws: ``FieldError/Code-swift.enum/invalidToken`` for a disposition or a parameter's name.
    public init(disposition: String, parameters: [Parameter] = []) throws(FieldError) {
        guard disposition.utf8.count <= 400, Self.isToken(disposition.utf8) else { throw FieldError(.invalidToken, disposition) }
        appendWord(disposition.utf8)
        try append(parameters)
    }

    private static func isToken(_ text: some Collection<UInt8>) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isTokenCharacter && $0 < 0x80 }
    }

    private mutating func append(_ parameters: [Parameter]) throws(FieldError) {
        for parameter in parameters {
            let name = parameter.name.utf8
            // Asterisks, apostrophes and percent signs have a meaning in names and values of RFC 2231.
            guard name.count <= 400, Self.isToken(name),
                !name.contains(where: { $0 == ASCII.asterisk || $0 == ASCII.apostrophe || $0 == ASCII.percent })
            else { throw FieldError(.invalidToken, parameter.name) }
            append(Array(name), Array(parameter.value.utf8))
        }
    }

    /// How long a parameter may be to fit a line, with the space before and the semicolon behind it.
    private static let capacity = 76

    private mutating func append(_ name: [UInt8], _ value: [UInt8]) {
        append([ASCII.semicolon])
        let isPrintable = Self.isPlain(value.span) && value.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
        if isPrintable {
            // Tokens with rare characters are right, but not every program reads them.
            let text = !value.isEmpty && value.allSatisfy(\.isPlainInParameter) ? value : Self.quoted(value)
            if name.count + 1 + text.count <= Self.capacity { return appendWord(name + [ASCII.equals] + text) }
        }
        appendExtended(name, value)
    }

    /// The form of RFC 2231 section 4, in sections (section 3) where it is long.
    private mutating func appendExtended(_ name: [UInt8], _ value: [UInt8]) {
        let text = String(decoding: value, as: UTF8.self).unicodeScalars.map(Self.percentEncoded)
        let count = text.reduce(0) { $0 + $1.count }
        let charset = Array("utf-8''".utf8)
        if name.count + 2 + charset.count + count <= Self.capacity {
            return appendWord(name + [ASCII.asterisk, ASCII.equals] + charset + text.joined())
        }
        var section: [UInt8] = []
        var number = 0
        func start() {
            section = name + [ASCII.asterisk] + String(number).utf8 + [ASCII.asterisk, ASCII.equals] + (number == 0 ? charset : [])
            number += 1
        }
        start()
        var isEmpty = true
        for piece in text {
            if !isEmpty, section.count + piece.count > Self.capacity {
                appendWord(section + [ASCII.semicolon])
                start()
            }
            section += piece
            isEmpty = false
        }
        appendWord(section)
    }

    private static func percentEncoded(_ scalar: Unicode.Scalar) -> [UInt8] {
        var result: [UInt8] = []
        for byte in UTF8.encode(scalar).map(Array.init) ?? [] {
            // attribute-char of RFC 2231 section 7.
            if byte.isTokenCharacter, byte < 0x80, byte != ASCII.asterisk, byte != ASCII.apostrophe, byte != ASCII.percent {
                result.append(byte)
            } else {
                result.appendHex(byte, behind: ASCII.percent)
            }
        }
        return result
    }
}

extension UInt8 {
    fileprivate var isPlainInParameter: Bool {
        isLetter || isDigit || self == ASCII.hyphen || self == ASCII.dot || self == ASCII.underscore || self == ASCII.plus
    }
}
