/// What a tag begins and ends with.
struct Delimiters {
    /// How many bytes one may have, so that looking for it takes no time that grows with it.
    static let limit = 32
    static let initial = Delimiters(opening: Array("{{".utf8), closing: Array("}}".utf8))

    let opening: [UInt8]
    let closing: [UInt8]

    private init(opening: [UInt8], closing: [UInt8]) {
        self.opening = opening
        self.closing = closing
    }

    /// Those that a tag sets: two, with white space between them.
    init(_ tag: Tag, _ bytes: [UInt8], template: String, line: Int) throws(MustacheError) {
        let parts = bytes[tag.content].split(whereSeparator: \.isSpace).map(Array.init)
        guard parts.count == 2, parts.allSatisfy({ $0.count <= Self.limit && !$0.contains(UInt8(ascii: "=")) }) else {
            throw MustacheError(
                .invalidDelimiters, template: template, line: line, what: "\(bytes.shown(tag.range)) sets no delimiters",
                remedy: "Write two, with a space between them, such as {{=<% %>=}}; each of up to \(Self.limit) bytes, without '='.")
        }
        self.init(opening: parts[0], closing: parts[1])
    }

    /// A tag, as it has to be written.
    func tag(_ content: String) -> String { String(decoding: opening, as: UTF8.self) + content + String(decoding: closing, as: UTF8.self) }
}
