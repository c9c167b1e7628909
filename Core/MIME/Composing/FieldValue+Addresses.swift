extension FieldValue {
    /// An address list (RFC 5322 section 3.4) with the groups that the addresses name.
    /// - Throws: as ``init(groups:allowingUTF8:)``.
    public init(addresses: [Address], allowingUTF8: Bool = false) throws(FieldError) {
        var groups: [AddressGroup] = []
        for address in addresses {
            if let last = groups.last, last.name == address.group {
                groups[groups.count - 1].addresses.append(address)
            } else {
                groups.append(AddressGroup(name: address.group, addresses: [address]))
            }
        }
        try self.init(groups: groups, allowingUTF8: allowingUTF8)
    }

    /// An address list (RFC 5322 section 3.4) with its groups. Names are words, a quoted string or encoded-words, as they need.
    /// - Parameters:
    ///   - groups: groups, and addresses in none; the ``Address/group`` of an address does not count.
    ///   - allowingUTF8: whether addresses may have UTF-8, which only SMTPUTF8 carries (RFC 6531, RFC 6532).
    /// - Throws: ``FieldError/Code-swift.enum/invalidAddress``, ``FieldError/Code-swift.enum/notASCII``.
    public init(groups: [AddressGroup], allowingUTF8: Bool = false) throws(FieldError) {
        var isFirst = true
        for group in groups {
            if !isFirst, group.name != nil || !group.addresses.isEmpty { append([ASCII.comma]) }
            if let name = group.name {
                let isEncoded = appendPhrase(name)
                // RFC 2047 section 5 (3): white space stands between an encoded-word and what is none.
                if isEncoded { appendWord([ASCII.colon]) } else { append([ASCII.colon]) }
            }
            for (index, address) in group.addresses.enumerated() {
                if index > 0 { append([ASCII.comma]) }
                try append(address, allowingUTF8)
            }
            if group.name != nil { append([ASCII.semicolon]) }
            if group.name != nil || !group.addresses.isEmpty { isFirst = false }
        }
    }

    private mutating func append(_ address: Address, _ allowingUTF8: Bool) throws(FieldError) {
        let bytes = try Self.checked(address.address, allowingUTF8)
        guard !address.name.isEmpty else { return appendWord(bytes) }
        appendPhrase(address.name)
        appendWord([ASCII.less] + bytes + [ASCII.greater])
    }

    /// Appends a display name (RFC 5322 section 3.2.5); true when it was encoded.
    @discardableResult
    private mutating func appendPhrase(_ name: String) -> Bool {
        let name = Self.withoutControls(name)
        let bytes = Array(name.utf8)
        let words = bytes.split(separator: ASCII.space, omittingEmptySubsequences: false)
        // White space that is not a single space between words is kept by encoded-words alone; a long quoted string cannot be folded well.
        guard Self.isPlain(bytes.span), words.allSatisfy({ !$0.isEmpty && !$0.contains(ASCII.tab) }) else {
            guard !bytes.isEmpty else {
                appendWord(Self.quoted(bytes))
                return false
            }
            appendEncodedWords(name)
            return true
        }
        if words.allSatisfy({ $0.allSatisfy(\.isAtomText) && $0.count <= 60 }) {
            for word in words { appendWord(word) }
        } else if bytes.count <= 60 {
            appendWord(Self.quoted(bytes))
        } else {
            appendEncodedWords(name)
            return true
        }
        return false
    }

    /// A quoted string (RFC 5322 section 3.2.4) of printable ASCII, spaces and tabs.
    static func quoted(_ text: some Sequence<UInt8>) -> [UInt8] {
        var result = [ASCII.quote]
        for byte in text {
            if byte == ASCII.quote || byte == ASCII.backslash { result.append(ASCII.backslash) }
            result.append(byte)
        }
        result.append(ASCII.quote)
        return result
    }

    /// An addr-spec (RFC 5322 section 3.4.1) that can be written: a local part with dots where an atom has none is quoted.
    private static func checked(_ address: String, _ allowingUTF8: Bool) throws(FieldError) -> [UInt8] {
        let bytes = Array(address.utf8)
        guard allowingUTF8 || bytes.allSatisfy({ $0 < 0x80 }) else { throw FieldError(.notASCII, address) }
        guard bytes.count <= 990, let at = bytes.lastIndex(of: ASCII.at), isDomain(bytes[(at + 1)...]) else {
            throw FieldError(.invalidAddress, address)
        }
        let local = bytes[..<at]
        if isDotAtom(local) || isQuoted(local) { return bytes }
        guard !local.isEmpty, local.allSatisfy({ $0.isAtomText || $0 == ASCII.dot }) else { throw FieldError(.invalidAddress, address) }
        return quoted(local) + bytes[at...]
    }

    private static func isDotAtom(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.split(separator: ASCII.dot, omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isAtomText) }
    }

    private static func isDomain(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.first == ASCII.leftBracket else { return isDotAtom(bytes) }
        // dtext has neither brackets nor backslashes.
        return bytes.count > 2 && bytes.last == ASCII.rightBracket
            && bytes.dropFirst().dropLast().allSatisfy {
                $0 > 0x20 && $0 != 0x7F && $0 != ASCII.leftBracket && $0 != ASCII.rightBracket && $0 != ASCII.backslash
            }
    }

    private static func isQuoted(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count >= 2, bytes.first == ASCII.quote, bytes.last == ASCII.quote else { return false }
        var isEscaped = false
        for byte in bytes.dropFirst().dropLast() {
            guard byte >= 0x20, byte != 0x7F, isEscaped || byte != ASCII.quote else { return false }
            isEscaped = !isEscaped && byte == ASCII.backslash
        }
        return !isEscaped
    }
}

extension UInt8 {
    /// atext of RFC 5322 section 3.2.3, and of RFC 6532 section 3.2 above 127.
    var isAtomText: Bool { self > 0x20 && self != 0x7F && self != ASCII.dot && self != ASCII.backslash && !endsAtom }
}
