/// What a server knows of its client beside the name that the client gave (TCP-info, RFC 5321 section 4.4), as servers really write it.
struct TCPInfo {
    var address: String
    var name: String?

    /// Finds the first address: `[192.0.2.1]` in a comment or the words, else a comment that is nothing but an address, or one behind
    /// `user@`.
    init?(_ clause: Received.Clause) {
        for comment in clause.comments {
            let bytes = Array(comment.utf8)
            guard let brackets = Self.brackets(bytes.span) else { continue }
            address = bytes.span.string(brackets)
            // Postfix and others: `name [address]`; Sendmail with ident: `user@name [address]`.
            name = Self.name(bytes.span)
            return
        }
        let words = Array(clause.value.utf8)
        if let brackets = Self.brackets(words.span) {
            address = words.span.string(brackets)
            return
        }
        for comment in clause.comments {
            let bytes = Array(comment.utf8)
            let start = bytes.lastIndex(of: ASCII.at).map { $0 + 1 } ?? 0
            guard let range = Self.address(bytes.span, bytes.span.trimmingFWS(start..<bytes.count)) else { continue }
            address = bytes.span.string(range)
            return
        }
        return nil
    }

    /// The first address in brackets.
    private static func brackets(_ bytes: Span<UInt8>) -> Range<Int>? {
        var open: Int?
        for index in 0..<bytes.count {
            if bytes[index] == ASCII.leftBracket {
                open = index
            } else if bytes[index] == ASCII.rightBracket, let start = open {
                if let range = address(bytes, (start + 1)..<index) { return range }
                open = nil
            }
        }
        return nil
    }

    /// The address without `IPv6:`; nil when the range has none.
    private static func address(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        guard range.count <= 64 else { return nil }
        let isTagged = range.count > 5 && bytes.equalsIgnoringCase(range.lowerBound..<(range.lowerBound + 5), "ipv6:")
        let bare = isTagged ? (range.lowerBound + 5)..<range.upperBound : range
        return isIPv4(bytes, bare) || isIPv6(bytes, bare) ? bare : nil
    }

    private static func isIPv4(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var dots = 0
        var digits = 0
        var value = 0
        for index in range {
            if bytes[index] == ASCII.dot {
                guard digits > 0 else { return false }
                dots += 1
                (digits, value) = (0, 0)
            } else {
                guard bytes[index].isDigit, digits < 3 else { return false }
                digits += 1
                value = value * 10 + Int(bytes[index] &- ASCII.zero)
                guard value <= 255 else { return false }
            }
        }
        return dots == 3 && digits > 0
    }

    /// Close enough: hexadecimal digits, at least two colons, perhaps the dots of an embedded IPv4 address or a zone behind `%`.
    private static func isIPv6(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var colons = 0
        for index in range {
            if bytes[index] == ASCII.percent { break }
            if bytes[index] == ASCII.colon { colons += 1 } else if bytes[index].hexValue == nil, bytes[index] != ASCII.dot { return false }
        }
        return (2...7).contains(colons)
    }

    /// The one word before the first bracket, without the user that ident knew and the dot of the root.
    private static func name(_ bytes: Span<UInt8>) -> String? {
        guard let bracket = bytes.index(of: ASCII.leftBracket, in: 0..<bytes.count) else { return nil }
        var word = bytes.trimmingFWS(0..<bracket)
        for index in word {
            if bytes[index].isFWS || bytes[index] == ASCII.equals { return nil }
            if bytes[index] == ASCII.at { word = (index + 1)..<word.upperBound }
        }
        if !word.isEmpty, bytes[word.upperBound - 1] == ASCII.dot { word = word.lowerBound..<(word.upperBound - 1) }
        return word.isEmpty || bytes.equalsIgnoringCase(word, "unknown") ? nil : bytes.string(word)
    }
}
