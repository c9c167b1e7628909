/// A tag of a template.
struct Tag {
    enum Kind: Equatable {
        case variable(isEscaped: Bool)
        case section(isInverted: Bool)
        case sectionEnd
        case partial
        case comment
        case delimiters

        /// Whether it has a name in it.
        var hasName: Bool { self != .comment && self != .delimiters }

        /// Whether a line that has nothing else goes with the tag.
        var canStandAlone: Bool {
            if case .variable = self { return false }
            return true
        }
    }

    let kind: Kind
    /// All of it, with its delimiters.
    let range: Range<Int>
    /// What is in it, without its sign and the white space around.
    let content: Range<Int>

    /// Reads the tag whose delimiter is at a place.
    init(_ bytes: [UInt8], _ start: Int, _ delimiters: Delimiters, template: String, line: Int) throws(MustacheError) {
        let signPlace = start + delimiters.opening.count
        let sign = signPlace < bytes.count ? bytes[signPlace] : 0
        let (kind, ending) = try Self.kind(of: sign, bytes, start, template: template, line: line)
        let contentStart = signPlace + (kind == .variable(isEscaped: true) ? 0 : 1)
        let closing = ending + delimiters.closing
        guard contentStart <= bytes.count, let end = bytes.firstIndex(of: closing, from: contentStart),
            !kind.hasName || !bytes.hasDelimiter(delimiters, in: contentStart..<end)
        else {
            throw MustacheError(
                .unclosedTag, template: template, line: line,
                what: "the tag that begins with \(bytes.shown(start..<min(bytes.count, start + 40))) has no end",
                remedy: "End it with \(String(decoding: closing, as: UTF8.self))")
        }
        self.kind = kind
        range = start..<(end + closing.count)
        content = bytes.trimmed(contentStart..<end)
    }

    /// What the sign behind the delimiter means, and what stands before the other delimiter then.
    private static func kind(
        of sign: UInt8, _ bytes: [UInt8], _ start: Int, template: String, line: Int
    ) throws(MustacheError) -> (Kind, ending: [UInt8]) {
        switch sign {
        case UInt8(ascii: "{"): (.variable(isEscaped: false), [UInt8(ascii: "}")])
        case UInt8(ascii: "&"): (.variable(isEscaped: false), [])
        case UInt8(ascii: "#"): (.section(isInverted: false), [])
        case UInt8(ascii: "^"): (.section(isInverted: true), [])
        case UInt8(ascii: "/"): (.sectionEnd, [])
        case UInt8(ascii: ">"): (.partial, [])
        case UInt8(ascii: "!"): (.comment, [])
        case UInt8(ascii: "="): (.delimiters, [UInt8(ascii: "=")])
        case UInt8(ascii: "<"), UInt8(ascii: "$"):
            throw MustacheError(
                .notSupported, template: template, line: line,
                what: "\(bytes.shown(start..<min(bytes.count, start + 40))) is inheritance, which is not supported",
                remedy: "Use a partial, {{>name}}.")
        default: (.variable(isEscaped: true), [])
        }
    }
}

extension [UInt8] {
    /// A name has no delimiters: where one seems to, a tag has no end, and what was found is the end of a later one.
    fileprivate func hasDelimiter(_ delimiters: Delimiters, in content: Range<Int>) -> Bool {
        [delimiters.opening, delimiters.closing].contains {
            firstIndex(of: $0, from: content.lowerBound, before: content.upperBound) != nil
        }
    }
}

extension Name {
    /// What would be a sign at the start of a tag, and is none within.
    private static let signs = Array("{&#^/>!=<$".utf8)

    /// The name in a tag.
    init(_ tag: Tag, _ bytes: [UInt8], template: String, line: Int) throws(MustacheError) {
        func error(_ what: String, _ remedy: String, _ code: MustacheError.Code = .invalidName) -> MustacheError {
            MustacheError(code, template: template, line: line, what: "\(bytes.shown(tag.range)) \(what)", remedy: remedy)
        }
        let name = bytes[tag.content]
        guard let first = name.first else { throw error("has no name", "Write the name of a value in it.") }
        guard name.count <= Self.limit else { throw error("has a name of more than \(Self.limit) bytes", "Shorten it.") }
        guard !Self.signs.contains(first) else {
            throw error("has '\(Character(Unicode.Scalar(first)))' before its name", "Write one sign, right behind the delimiter.")
        }
        guard !name.contains(where: \.isSpace) else {
            throw error("has white space in its name", "A name has none: write first_name for 'first name'.")
        }
        let text = String(decoding: name, as: UTF8.self)
        if tag.kind == .partial {
            guard first != UInt8(ascii: "*") else {
                throw error("is a dynamic name, which is not supported", "Write the name of the partial.", .notSupported)
            }
            self.init(text: text, parts: [])
            return
        }
        let parts = text == "." ? [] : text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard !parts.contains("") else {
            throw error("has a dot too many", "Write one between two names, as in person.name, or {{.}} for the value itself.")
        }
        self.init(text: text, parts: parts)
    }
}
