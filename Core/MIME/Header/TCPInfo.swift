/// What a server knows of its client beside the name that the client gave (TCP-info, RFC 5321 section 4.4), as servers really write it.
struct TCPInfo {
    var address: String
    var name: String?

    /// Finds the first address: `[192.0.2.1]` anywhere, else a comment that is nothing but an address, or one behind `user@`.
    init?(_ clause: Received.Clause) {
        for text in clause.comments + [clause.value] where Self.bracketed(text) != nil {
            guard let (address, before) = Self.bracketed(text) else { continue }
            self.address = address
            // Postfix and others: `name [address]`; Sendmail with ident: `user@name [address]`.
            name = text == clause.value ? nil : Self.name(before)
            return
        }
        for comment in clause.comments {
            let text = comment.utf8.trimmingFWS()
            let start = text.lastIndex(of: ASCII.at).map { text.index(after: $0) } ?? text.startIndex
            guard let address = Self.address(text[start...]) else { continue }
            self.address = address
            name = nil
            return
        }
        return nil
    }

    /// The first address in brackets and what is before them.
    private static func bracketed(_ text: String) -> (address: String, before: Substring.UTF8View)? {
        var rest = text.utf8[...]
        while let open = rest.firstIndex(of: ASCII.leftBracket) {
            let inner = rest[rest.index(after: open)...]
            guard let close = inner.firstIndex(of: ASCII.rightBracket) else { return nil }
            if let address = address(inner[..<close]) { return (address, text.utf8[..<open]) }
            rest = inner[close...]
        }
        return nil
    }

    private static func address(_ text: Substring.UTF8View) -> String? {
        let bare = text.prefix(5).equalsIgnoringCase("ipv6:") ? text.dropFirst(5) : text
        return isIPv4(bare) || isIPv6(bare) ? String(Substring(bare)) : nil
    }

    private static func isIPv4(_ text: Substring.UTF8View) -> Bool {
        var numbers = 0
        for piece in text.split(separator: ASCII.dot, maxSplits: 4, omittingEmptySubsequences: false) {
            numbers += 1
            guard (1...3).contains(piece.count), piece.allSatisfy(\.isDigit), piece.reduce(0, { $0 * 10 + Int($1 - ASCII.zero) }) <= 255
            else { return false }
        }
        return numbers == 4
    }

    /// Close enough: hexadecimal digits, at least two colons, perhaps the dots of an embedded IPv4 address or a zone behind `%`.
    private static func isIPv6(_ text: Substring.UTF8View) -> Bool {
        let text = text.prefix { $0 != ASCII.percent }
        var colons = 0
        for byte in text {
            if byte == ASCII.colon { colons += 1 } else if byte.hexValue == nil, byte != ASCII.dot { return false }
        }
        return (2...7).contains(colons) && text.count <= 45
    }

    private static func name(_ text: Substring.UTF8View) -> String? {
        let trimmed = text.trimmingFWS()
        guard !trimmed.contains(where: { $0.isFWS || $0 == ASCII.equals }) else { return nil }
        var word = trimmed.lastIndex(of: ASCII.at).map { trimmed[trimmed.index(after: $0)...] } ?? trimmed
        if word.last == ASCII.dot { word = word.dropLast() }
        return word.isEmpty || word.equalsIgnoringCase("unknown") ? nil : String(Substring(word))
    }
}
