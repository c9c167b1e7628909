import MIME

/// The charset of XML: UTF-8, or what a byte order mark or the declaration says (XML 1.0 appendix F).
enum XMLEncoding {
    /// The same XML in UTF-8.
    static func utf8(_ bytes: [UInt8]) throws(DMARCProblem) -> [UInt8] {
        guard let label = label(bytes) else { return bytes }
        guard Charset(label: label) != nil else {
            throw DMARCProblem("its charset is '\(label)', which is not known; save it as UTF-8", line: 1)
        }
        var utf8: [UInt8] = []
        var log = DefectLog()
        Charset.appendUTF8(of: bytes.span, label: label, to: &utf8, &log)
        return utf8
    }

    /// Whether text of the charset begins with a mark that says so.
    static func hasUTF16Mark(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) }

    /// The charset, where it is not UTF-8.
    private static func label(_ bytes: [UInt8]) -> String? {
        if hasUTF16Mark(bytes) { return bytes[0] == 0xFE ? "utf-16be" : "utf-16le" }
        guard bytes.starts(with: "<?xml".utf8), let end = bytes.prefix(200).firstIndex(of: UInt8(ascii: ">")) else { return nil }
        let declaration = String(decoding: bytes[..<end], as: UTF8.self)
        let pieces = declaration.split(separator: "encoding", maxSplits: 1)
        guard pieces.count == 2 else { return nil }
        let rest = pieces[1].drop { $0 == " " || $0 == "=" }
        guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
        let label = rest.dropFirst().prefix { $0 != quote }.lowercased()
        guard label.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        // Bytes that have no mark and could be read this far are not UTF-16, whatever they say.
        return label == "utf-8" || label == "utf8" || label == "us-ascii" || label.hasPrefix("utf-16") || label.isEmpty ? nil : label
    }
}
