import Mail

/// Reads a JSON text (RFC 8259) strictly, in time linear in its length; a mark of byte order at its start is passed over.
package struct JSONReader {
    /// How deep lists and objects may stand in each other.
    package static let depthLimit = 64

    let bytes: [UInt8]
    var position = 0
    private var depth = 0
    private var line = 1
    private var counted = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// Reads the one value of a text.
    /// - Throws: ``JSONSyntaxError`` for the first place that is not JSON.
    package static func read(_ bytes: [UInt8]) throws(JSONSyntaxError) -> JSONNode {
        var reader = JSONReader(bytes)
        reader.skipSpace()
        let node = try reader.node()
        reader.skipSpace()
        guard reader.byte == nil else {
            throw reader.error(reader.isComment ? .comment : .init("there is something after the end of the JSON", "Take it out."))
        }
        return node
    }

    /// The byte at the position; nil at the end.
    var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipSpace() {
        while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func node() throws(JSONSyntaxError) -> JSONNode {
        let line = currentLine()
        switch byte {
        case UInt8(ascii: "{"): return JSONNode(.object(try members()), line: line)
        case UInt8(ascii: "["): return JSONNode(.array(try elements()), line: line)
        case UInt8(ascii: "\""): return JSONNode(.string(try text()), line: line)
        case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return JSONNode(.number(try number()), line: line)
        default: return JSONNode(try word(), line: line)
        }
    }

    private mutating func members() throws(JSONSyntaxError) -> [JSONNode.Member] {
        var members: [JSONNode.Member] = []
        try open()
        while try goesOn(until: UInt8(ascii: "}"), isFirst: members.isEmpty) {
            guard byte == UInt8(ascii: "\"") else { throw error(unexpected("a name in double quotes")) }
            let line = currentLine()
            let name = try text()
            skipSpace()
            guard byte == UInt8(ascii: ":") else { throw error(unexpected("':' after the name \(JSONText.quoted(name))")) }
            position += 1
            skipSpace()
            members.append(JSONNode.Member(name: name, line: line, node: try node()))
        }
        return members
    }

    private mutating func elements() throws(JSONSyntaxError) -> [JSONNode] {
        var elements: [JSONNode] = []
        try open()
        while try goesOn(until: UInt8(ascii: "]"), isFirst: elements.isEmpty) { elements.append(try node()) }
        return elements
    }

    private mutating func open() throws(JSONSyntaxError) {
        depth += 1
        guard depth <= Self.depthLimit else {
            throw error(.init("lists and objects stand more than \(Self.depthLimit) deep in each other", "Take some away."))
        }
        position += 1
    }

    /// Passes what is between values, or the bracket that ends them.
    private mutating func goesOn(until end: UInt8, isFirst: Bool) throws(JSONSyntaxError) -> Bool {
        skipSpace()
        if byte == end {
            position += 1
            depth -= 1
            return false
        }
        guard !isFirst else { return true }
        let bracket = Character(Unicode.Scalar(end))
        guard byte == UInt8(ascii: ",") else { throw error(unexpected("',' or '\(bracket)'")) }
        let comma = position
        position += 1
        skipSpace()
        guard byte != end else {
            position = comma
            throw error(.init("there is a ',' before the '\(bracket)'", "Take it out."))
        }
        return true
    }

    private mutating func word() throws(JSONSyntaxError) -> JSONNode.Value {
        let words: [(String, JSONNode.Value)] = [("true", .bool(true)), ("false", .bool(false)), ("null", .null)]
        for (word, value) in words where bytes[position...].starts(with: word.utf8) {
            let end = position + word.utf8.count
            if end < bytes.count, Self.isWordByte(bytes[end]) { continue }
            position = end
            return value
        }
        throw error(unexpected("a value"))
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: byte == UInt8(ascii: "_") || byte >= 0x80
        }
    }

    /// RFC 8259 section 6.
    private mutating func number() throws(JSONSyntaxError) -> String {
        let start = position
        if byte == UInt8(ascii: "-") { position += 1 }
        if byte == UInt8(ascii: "0") { position += 1 } else { try digits() }
        if byte == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
            position += 1
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        if let byte, Self.isWordByte(byte) || byte == UInt8(ascii: ".") { throw error(unexpected("the end of a number")) }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() throws(JSONSyntaxError) {
        let start = position
        while let byte, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        guard position > start else { throw error(unexpected("a digit")) }
    }

    /// The line of the position. Lines are counted once each, as the reader goes on.
    mutating func currentLine() -> Int {
        while counted < position {
            if endsLine(counted) { line += 1 }
            counted += 1
        }
        return line
    }

    /// A line ends with LF, CR LF or CR.
    private func endsLine(_ index: Int) -> Bool {
        if bytes[index] == 0x0A { return true }
        return bytes[index] == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A)
    }
}

extension JSONReader {
    /// What can be wrong, and what to do.
    struct Complaint {
        var what: String
        var remedy: String

        init(_ what: String, _ remedy: String) {
            self.what = what
            self.remedy = remedy
        }

        static let comment = Complaint("JSON has no comments", "Take it out.")
    }

    /// The error at the position.
    func error(_ complaint: Complaint) -> JSONSyntaxError {
        var reader = self
        let line = reader.currentLine()
        var start = position
        while start > 0, !endsLine(start - 1) { start -= 1 }
        if start == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = min(3, position) }
        let column = bytes[start..<position].count { $0 & 0xC0 != 0x80 } + 1
        return JSONSyntaxError(line: line, column: column, what: complaint.what, remedy: complaint.remedy)
    }

    /// Something else is there than what has to be.
    func unexpected(_ expected: String) -> Complaint {
        guard let byte else { return Complaint("the text ends where \(expected) is expected", "Complete it.") }
        if isComment { return .comment }
        let found =
            switch byte {
            case 0x21..<0x7F: "'\(Character(Unicode.Scalar(byte)))'"
            case 0x80...: "a character that is not ASCII"
            default: "a control character"
            }
        let remedy = byte == UInt8(ascii: "'") ? "Write texts in double quotes." : "Correct it."
        return Complaint("\(expected) is expected, and \(found) is there", remedy)
    }

    /// Whether what people take for a comment begins here.
    var isComment: Bool {
        guard let byte else { return false }
        let next = position + 1 < bytes.count ? bytes[position + 1] : 0
        return byte == UInt8(ascii: "#") || byte == UInt8(ascii: "/") && (next == UInt8(ascii: "/") || next == UInt8(ascii: "*"))
    }
}
