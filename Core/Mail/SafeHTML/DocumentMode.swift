import MIME

/// How a browser lays a document out, by its document type (HTML standard section 13.2.6.4.1). Most mail has none or an old one, and was made to
/// look right that way: line heights, and gaps below images, are others.
enum DocumentMode {
    case quirks, limitedQuirks, noQuirks

    /// The mode of a document.
    init(of bytes: [UInt8]) {
        guard let declaration = Self.declaration(bytes) else {
            self = .quirks
            return
        }
        // Doctype, its name, and then the public identifier.
        let words = declaration.split(maxSplits: 3, whereSeparator: \.isHTMLSpace)
        guard words.count > 1, words[1].equalsIgnoringCase("html") else {
            self = .quirks
            return
        }
        guard words.count > 3, words[2].equalsIgnoringCase("public") else {
            self = .noQuirks
            return
        }
        let identifiers = words[3].loweredString
        let isLoose = identifiers.contains("transitional//") || identifiers.contains("frameset//")
        if identifiers.contains("xhtml 1.") || identifiers.contains("html 4.01") {
            let hasSystem = identifiers.contains("http:") || identifiers.contains(".dtd")
            self = !isLoose ? .noQuirks : identifiers.contains("xhtml") || hasSystem ? .limitedQuirks : .quirks
        } else {
            self = .quirks
        }
    }

    /// What is between `<!` and `>` of a document type in front of everything but white space and comments.
    private static func declaration(_ bytes: [UInt8]) -> ArraySlice<UInt8>? {
        var rest = bytes.prefix(4096)
        while true {
            rest = rest.drop { $0.isHTMLSpace || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
            if rest.prefix(4).elementsEqual([ASCII.less, 0x21, ASCII.hyphen, ASCII.hyphen]) {
                guard let end = rest.firstIndex(of: ASCII.greater) else { return nil }
                rest = rest[(end + 1)...]
            } else if rest.prefix(2).elementsEqual([ASCII.less, ASCII.question]) {
                guard let end = rest.firstIndex(of: ASCII.greater) else { return nil }
                rest = rest[(end + 1)...]
            } else {
                let content = rest.dropFirst(2)
                guard rest.prefix(2).elementsEqual([ASCII.less, 0x21]), content.prefix(7).equalsIgnoringCase("doctype") else { return nil }
                return content.prefix { $0 != ASCII.greater }
            }
        }
    }

    /// A document type with this effect. Nothing is loaded from the address in it.
    var documentType: String {
        switch self {
        case .quirks: ""
        case .limitedQuirks:
            """
            <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">

            """
        case .noQuirks: "<!DOCTYPE html>\n"
        }
    }
}
