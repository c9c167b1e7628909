/// A document of the only shape that safe HTML has: every element closed, every value between double quotation marks, no character that could
/// be anything else. A browser has one reading for it.
///
/// Reads what was written, knowing nothing of how it came to be; it refuses everything else that a browser would take.
struct WrittenDocument {
    struct Element: Equatable {
        var name: String
        var attributes: [String: String]
        /// The names of the elements around it, the outermost first.
        var path: [String]
    }

    struct Fault: Error, CustomStringConvertible {
        var description: String
    }

    private(set) var elements: [Element] = []
    /// The text of the body.
    private(set) var text = ""
    /// The content of `style`, as it is written.
    private(set) var style = ""

    private var rest: Substring.UnicodeScalarView
    private var open: [String] = []

    static let void: Set<String> = ["area", "br", "col", "hr", "img", "meta", "wbr"]

    static let documentTypes = [
        "<!DOCTYPE html>\n",
        """
        <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">

        """,
    ]

    init(_ html: String) throws {
        let type = Self.documentTypes.first { html.hasPrefix($0) } ?? ""
        rest = Substring(html).unicodeScalars.dropFirst(type.unicodeScalars.count)
        while let first = rest.first {
            if first == "<" { try tag() } else { try readText() }
        }
        guard open.isEmpty else { throw Fault(description: "not closed: \(open)") }
    }

    func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

    // MARK: Tags

    private mutating func tag() throws {
        rest.removeFirst()
        if rest.first == "/" {
            rest.removeFirst()
            let name = try name()
            try expect(">")
            guard open.popLast() == name else { throw Fault(description: "</\(name)> closes nothing") }
            return
        }
        let name = try name()
        var attributes: [String: String] = [:]
        while rest.first == " " {
            rest.removeFirst()
            let attribute = try self.name()
            try expect("=")
            try expect("\"")
            guard attributes.updateValue(try value(until: "\""), forKey: attribute) == nil else {
                throw Fault(description: "\(attribute) twice")
            }
            try expect("\"")
        }
        elements.append(Element(name: name, attributes: attributes, path: open))
        if Self.void.contains(name) {
            try expect("/")
            try expect(">")
            return
        }
        try expect(">")
        if name == "style" {
            while let next = rest.first, next != "<" {
                guard next != "&" else { throw Fault(description: "& in a style sheet") }
                style.unicodeScalars.append(next)
                rest.removeFirst()
            }
        }
        open.append(name)
    }

    private mutating func name() throws -> String {
        let name = rest.prefix { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-" }
        guard let first = name.first, ("a"..."z").contains(first) else {
            throw Fault(description: "a name of '\(String(rest.prefix(20)))'")
        }
        rest = rest.dropFirst(name.count)
        return String(name)
    }

    private mutating func expect(_ scalar: Unicode.Scalar) throws {
        guard rest.first == scalar else { throw Fault(description: "'\(String(rest.prefix(20)))' instead of \(scalar)") }
        rest.removeFirst()
    }

    // MARK: Text

    private mutating func readText() throws {
        let text = try value(until: "<")
        if open.contains("body") { self.text += text }
    }

    private static let references: [String: Unicode.Scalar] = ["amp": "&", "lt": "<", "gt": ">", "#34": "\"", "#96": "`"]

    private mutating func value(until end: Unicode.Scalar) throws -> String {
        var result = ""
        while let next = rest.first, next != end {
            rest.removeFirst()
            switch next {
            case "&":
                let name = String(rest.prefix { $0 != ";" })
                guard let scalar = Self.references[name] else { throw Fault(description: "&\(name.prefix(20))") }
                rest = rest.dropFirst(name.unicodeScalars.count + 1)
                result.unicodeScalars.append(scalar)
            case "<", ">": throw Fault(description: "\(next) in a value or text")
            case "\n" where end == "<", "\t" where end == "<": result.unicodeScalars.append(next)
            case _ where next.value < 0x20 || next.value == 0x7F || next.value == 0xFFFE || next.value == 0xFFFF:
                throw Fault(description: "the character \(next.value)")
            default: result.unicodeScalars.append(next)
            }
        }
        return result
    }
}
