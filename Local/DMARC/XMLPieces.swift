/// Reads XML 1.0 piece by piece, strictly and without a tree: the reports that come are as large as anybody likes.
///
/// Attributes are skipped, since reports have their data in elements. Document types are refused: entities are what XML is attacked with, and reports
/// have none.
struct XMLPieces {
    enum Piece: Equatable {
        /// A start tag, with its prefix.
        case start(String)
        /// Its end; an empty element has one too.
        case end(String)
        /// Text, references resolved; a text can come in several pieces.
        case text(ArraySlice<UInt8>)
    }

    private static let depth = 64
    private static let nameLength = 256
    private let bytes: [UInt8]
    private var position: Int
    private var open: [String] = []
    private var hasRoot = false
    private var isEmptyElement = false
    /// Where the last piece starts.
    private(set) var start: Int

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        start = position
    }

    /// The line of a place; counted only when something is wrong there.
    func line(at place: Int) -> Int { 1 + bytes[..<min(place, bytes.count)].count { $0 == 0x0A } }

    func problem(_ text: String, at place: Int? = nil) -> DMARCProblem { DMARCProblem(text, line: line(at: place ?? start)) }

    private func malformed(_ text: String) -> DMARCProblem { problem("the XML is malformed: \(text)") }

    /// What is wrong in a tag or the like; where the file is at its end, that is why.
    private func broken(_ text: String) -> DMARCProblem { position < bytes.count ? malformed(text) : cut("in the middle of a tag") }

    private func cut(_ place: String) -> DMARCProblem { malformed("it ends \(place): it was cut on its way, fetch it again") }

    /// The next piece; nil behind the root element.
    mutating func next() throws(DMARCProblem) -> Piece? {
        if isEmptyElement {
            isEmptyElement = false
            return try close()
        }
        while position < bytes.count {
            start = position
            if bytes[position] != UInt8(ascii: "<") {
                let text = try text()
                if !open.isEmpty { return .text(text) }
                guard text.allSatisfy(Self.isSpace) else { throw malformed("text outside of the root element") }
            } else if skip("<!--") {
                _ = try skipPast("-->")
            } else if skip("<![CDATA[") {
                let text = try skipPast("]]>")
                try check(text)
                guard !open.isEmpty else { throw malformed("CDATA outside of the root element") }
                return .text(text)
            } else if skip("<?") {
                _ = try skipPast("?>")
            } else if skip("<!") {
                throw problem(
                    "it has a document type (<!DOCTYPE …>), which can define entities and is not read: no report needs one; ask its sender")
            } else if skip("</") {
                let name = try name()
                skipSpace()
                guard skip(">") else { throw broken("'</\(name)' has no '>'") }
                guard open.last == name else {
                    throw malformed(open.last.map { "</\(name)> stands where </\($0)> should" } ?? "</\(name)> closes nothing")
                }
                return try close()
            } else {
                return try startTag()
            }
        }
        start = position
        if let name = open.last { throw cut("before </\(name)>") }
        guard hasRoot else { throw malformed("it has no element") }
        return nil
    }

    private mutating func close() throws(DMARCProblem) -> Piece {
        guard let name = open.popLast() else { throw malformed("an end without a start") }
        return .end(name)
    }

    private mutating func startTag() throws(DMARCProblem) -> Piece {
        position += 1
        let name = try name()
        guard !open.isEmpty || !hasRoot else { throw malformed("a second root element <\(name)>") }
        guard open.count < Self.depth else { throw malformed("more than \(Self.depth) elements in each other") }
        while true {
            let before = position
            skipSpace()
            if skip(">") { break }
            if skip("/>") {
                isEmptyElement = true
                break
            }
            guard before < position else { throw broken("<\(name)> has no '>'") }
            try skipAttribute(of: name)
        }
        hasRoot = true
        open.append(name)
        return .start(name)
    }

    private mutating func skipAttribute(of element: String) throws(DMARCProblem) {
        let attribute = try name()
        skipSpace()
        guard skip("=") else { throw broken("the attribute \(attribute) of <\(element)> has no value") }
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "'") else {
            throw broken("the attribute \(attribute) of <\(element)> has no quotes")
        }
        let quote = bytes[position]
        position += 1
        while position < bytes.count, bytes[position] != quote, bytes[position] != UInt8(ascii: "<") { position += 1 }
        guard position < bytes.count, bytes[position] == quote else {
            throw broken("the attribute \(attribute) of <\(element)> does not end")
        }
        position += 1
    }

    // MARK: Text

    /// A run of characters, or one reference.
    private mutating func text() throws(DMARCProblem) -> ArraySlice<UInt8> {
        if bytes[position] == UInt8(ascii: "&") { return try reference() }
        let from = position
        while position < bytes.count, bytes[position] != UInt8(ascii: "<"), bytes[position] != UInt8(ascii: "&") { position += 1 }
        let text = bytes[from..<position]
        try check(text)
        return text
    }

    private func check(_ text: ArraySlice<UInt8>) throws(DMARCProblem) {
        if let place = text.firstIndex(where: { $0 < 0x20 && !Self.isSpace($0) }) {
            throw problem("the XML is malformed: XML has no character U+\(Self.hex(UInt32(bytes[place])))", at: place)
        }
    }

    private mutating func reference() throws(DMARCProblem) -> ArraySlice<UInt8> {
        let end = bytes[position...].prefix(12).firstIndex(of: UInt8(ascii: ";"))
        guard let end else {
            throw bytes.count - position < 12
                ? cut("in the middle of a reference") : malformed("a '&' that begins no reference; text has &amp; for it")
        }
        let name = String(decoding: bytes[position + 1..<end], as: UTF8.self)
        position = end + 1
        switch name {
        case "amp": return [UInt8(ascii: "&")]
        case "lt": return [UInt8(ascii: "<")]
        case "gt": return [UInt8(ascii: ">")]
        case "quot": return [UInt8(ascii: "\"")]
        case "apos": return [UInt8(ascii: "'")]
        default: break
        }
        // UInt32 takes a sign, which a reference has not.
        let digits = name.hasPrefix("#x") ? name.dropFirst(2) : name.dropFirst()
        guard name.hasPrefix("#"), digits.first?.isHexDigit == true, let number = UInt32(digits, radix: name.hasPrefix("#x") ? 16 : 10)
        else {
            throw problem("the entity &\(Self.shown(name)); is not one of XML's five, and no others are read")
        }
        guard let scalar = Unicode.Scalar(number), number >= 0x20 || number == 9 || number == 10 || number == 13 else {
            throw malformed("XML has no character U+\(Self.hex(number))")
        }
        return ArraySlice(String(scalar).utf8)
    }

    // MARK: Bytes

    private mutating func name() throws(DMARCProblem) -> String {
        let from = position
        while position < bytes.count, Self.isName(bytes[position], isFirst: position == from) { position += 1 }
        guard position > from else { throw broken("a '<' that begins no tag, or a tag without a name; text has &lt; for it") }
        guard position - from <= Self.nameLength else { throw malformed("a name of more than \(Self.nameLength) bytes") }
        let name = String(decoding: bytes[from..<position], as: UTF8.self)
        guard name.unicodeScalars.allSatisfy({ $0.value < 0x80 || $0.properties.isIDContinue }) else {
            throw malformed("a name with a character that names have not")
        }
        return name
    }

    private static func isName(_ byte: UInt8, isFirst: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: ":"), 0x80...:
            true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."): !isFirst
        default: false
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    private mutating func skipSpace() {
        while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
    }

    private mutating func skip(_ text: StaticString) -> Bool {
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard bytes[position...].starts(with: wanted) else { return false }
        position += wanted.count
        return true
    }

    /// Skips to behind a text; what stands before it.
    private mutating func skipPast(_ text: StaticString) throws(DMARCProblem) -> ArraySlice<UInt8> {
        let from = position
        while position < bytes.count {
            let end = position
            if bytes[position] == text.utf8Start.pointee, skip(text) { return bytes[from..<end] }
            position += 1
        }
        throw cut("before '\(text)'")
    }

    private static func hex(_ number: UInt32) -> String {
        let digits = String(number, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    private static func shown(_ name: String) -> String { name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } ? name : "…" }
}
