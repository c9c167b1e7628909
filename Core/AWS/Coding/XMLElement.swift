/// An element of the XML that S3, SNS, SES and STS answer with.
///
/// What they use of XML and no more: elements, text, the five named entities, character references, comments, CDATA, and a declaration. Attributes
/// and namespaces are skipped. Document types are refused.
package struct XMLElement: Equatable {
    /// Why text is not such XML.
    package struct Malformed: Error, CustomStringConvertible {
        package let description: String
    }

    /// The name without its prefix.
    package var name: String
    /// The text directly in it.
    package var text = ""
    /// The elements in it, in order.
    package var children: [XMLElement] = []

    /// Reads a document.
    package init(_ bytes: [UInt8]) throws {
        var reader = XMLReader(bytes)
        self = try reader.document()
    }

    init(name: String) { self.name = name }

    /// The first child of a name.
    package func first(_ name: String) -> XMLElement? { children.first { $0.name == name } }

    /// All children of a name.
    package func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

    /// The text of the first child of a name.
    package func text(_ name: String) -> String? { first(name)?.text }
}

/// Reads XML without recursion: depth is the sender's choice.
private struct XMLReader {
    private static let depth = 64
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() throws -> XMLElement {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        var open: [XMLElement] = []
        while position < bytes.count {
            if bytes[position] != UInt8(ascii: "<") {
                let text = try characters()
                if let last = open.indices.last {
                    open[last].text += text
                } else if text.contains(where: { !$0.isWhitespace }) {
                    throw XMLElement.Malformed(description: "text outside of the root element")
                }
            } else if skip("<!--") {
                try skipPast("-->")
            } else if skip("<![CDATA[") {
                let start = position
                try skipPast("]]>")
                guard let last = open.indices.last else { throw XMLElement.Malformed(description: "CDATA outside of the root element") }
                open[last].text += String(decoding: bytes[start..<position - 3], as: UTF8.self)
            } else if skip("<?") {
                try skipPast("?>")
            } else if skip("<!") {
                throw XMLElement.Malformed(description: "a document type")
            } else if skip("</") {
                let name = name()
                try skipPast(">")
                guard let element = open.popLast(), element.name == name else {
                    throw XMLElement.Malformed(description: "'</\(name.prefix(40))>' closes nothing")
                }
                if open.isEmpty { return element }
                open[open.count - 1].children.append(element)
            } else {
                position += 1
                let name = name()
                guard !name.isEmpty else { throw XMLElement.Malformed(description: "an element without a name") }
                let isEmpty = try skipAttributes()
                guard open.count < Self.depth else {
                    throw XMLElement.Malformed(description: "more than \(Self.depth) elements in each other")
                }
                if !isEmpty {
                    open.append(XMLElement(name: name))
                } else if open.isEmpty {
                    return XMLElement(name: name)
                } else {
                    open[open.count - 1].children.append(XMLElement(name: name))
                }
            }
        }
        throw XMLElement.Malformed(description: open.isEmpty ? "no element" : "'<\(open.last?.name.prefix(40) ?? "")>' is not closed")
    }

    private mutating func skip(_ text: StaticString) -> Bool {
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard bytes[position...].starts(with: wanted) else { return false }
        position += wanted.count
        return true
    }

    private mutating func skipPast(_ text: StaticString) throws {
        while position < bytes.count {
            if skip(text) { return }
            position += 1
        }
        throw XMLElement.Malformed(description: "it ends before '\(text)'")
    }

    /// A name; of `ns:Name` the last part.
    private mutating func name() -> String {
        var start = position
        while position < bytes.count, !" \t\r\n/>=".utf8.contains(bytes[position]) {
            if bytes[position] == UInt8(ascii: ":") { start = position + 1 }
            position += 1
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// Skips to the end of a start tag; true when the element is empty. Quoted values may have a `>` in them.
    private mutating func skipAttributes() throws -> Bool {
        var quote: UInt8?
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if let mark = quote {
                if byte == mark { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return bytes[position - 2] == UInt8(ascii: "/")
            }
        }
        throw XMLElement.Malformed(description: "it ends within a tag")
    }

    private mutating func characters() throws -> String {
        var result: [UInt8] = []
        while position < bytes.count, bytes[position] != UInt8(ascii: "<") {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "&") {
                result += Array(String(try reference()).utf8)
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private mutating func reference() throws -> Unicode.Scalar {
        let start = position
        while position < bytes.count, position - start < 12, bytes[position] != UInt8(ascii: ";") { position += 1 }
        let name = String(decoding: bytes[start..<position], as: UTF8.self)
        position += 1
        let named: [String: Unicode.Scalar] = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]
        if let scalar = named[name] { return scalar }
        let number = name.hasPrefix("#x") ? UInt32(name.dropFirst(2), radix: 16) : name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil
        guard let scalar = number.flatMap(Unicode.Scalar.init) else {
            throw XMLElement.Malformed(description: "'&\(name.prefix(12));' is no character")
        }
        return scalar
    }
}
