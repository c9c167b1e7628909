import MIME

/// The host that the text of a link names.
enum ShownHost {
    /// The host where all of the text is an address of the web or the name of a host; nil where it is anything else.
    static func find(in text: [UInt8]) -> String? {
        // What is not seen could part a name that is.
        let visible = String(decoding: text, as: UTF8.self).unicodeScalars.filter { !isInvisible($0) }
        var bytes = Array(String(String.UnicodeScalarView(visible)).utf8).trimmingFWS()
        guard !bytes.isEmpty, !bytes.contains(where: \.isHTMLSpace) else { return nil }
        var isCertain = false
        for scheme in ["https://", "http://"] where bytes.prefix(scheme.utf8.count).loweredString == scheme {
            bytes = bytes.dropFirst(scheme.utf8.count)
            isCertain = true
        }
        let end = bytes.firstIndex { $0 == ASCII.slash || $0 == ASCII.question || $0 == 0x23 } ?? bytes.endIndex
        var host = bytes[..<end]
        if let at = host.lastIndex(of: ASCII.at) {
            // Without a scheme it is an address of mail.
            guard isCertain else { return nil }
            host = host[(at + 1)...]
        }
        host = host.prefix { $0 != ASCII.colon }
        let labels = host.split(separator: ASCII.dot, omittingEmptySubsequences: false)
        guard labels.count > 1, let last = labels.last, last.count > 1, labels.allSatisfy(isLabel),
            isCertain || last.allSatisfy({ $0.isLetter || $0 >= 0x80 })
        else { return nil }
        let isFile = end == bytes.endIndex && labels.count == 2 && endings.contains(last.loweredString)
        return isFile && !isCertain ? nil : host.loweredString
    }

    /// Whether two hosts are one, or one is part of the other's domain.
    static func isSame(_ one: String, _ other: String) -> Bool {
        let (one, other) = (plain(one), plain(other))
        // One is written in its own script and the other is not: whether they are the same cannot be said here.
        if isASCII(one) != isASCII(other), one.contains("xn--") || other.contains("xn--") { return true }
        return one == other || one.hasSuffix(".\(other)") || other.hasSuffix(".\(one)")
    }

    private static func plain(_ host: String) -> String { host.hasPrefix("www.") ? String(host.dropFirst(4)) : host }

    private static func isASCII(_ host: String) -> Bool { host.utf8.allSatisfy { $0 < 0x80 } }

    private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
        !label.isEmpty && label.allSatisfy { $0.isLetter || $0.isDigit || $0 == ASCII.hyphen || $0 == ASCII.underscore || $0 >= 0x80 }
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0xAD, 0x34F, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: !scalar.isHTMLSpace
        default: false
        }
    }

    /// What is rather the name of a file.
    private static let endings: Set<String> = [
        "csv", "doc", "docx", "gif", "htm", "html", "jpeg", "jpg", "js", "json", "pdf", "php", "png", "ppt", "pptx", "rtf", "txt", "xls",
        "xlsx", "xml",
    ]
}

extension Unicode.Scalar {
    fileprivate var isHTMLSpace: Bool { value == 0x20 || (0x09...0x0D).contains(value) }
}
