/// An entry of an address list as nearly every one is: `name <local@domain>`, `"name" <local@domain>` or `local@domain`, all ASCII, with
/// neither comments nor escapes nor encoded-words. Whatever is not so plain is left to ``AddressParser``.
struct PlainMailbox {
    private let name: Range<Int>
    private let addrSpec: Range<Int>
    /// Behind the comma that ends the entry, or the end of the value.
    let end: Int

    /// Reads the entry that begins at `start`; nil when it is not plain. Nothing behind the entry's comma is looked at.
    init?(_ bytes: Span<UInt8>, at start: Int) {
        var index = Self.skipSpace(bytes, start)
        guard index < bytes.count else { return nil }
        var name = index..<index
        var open = bytes[index] == ASCII.less
        if bytes[index] == ASCII.quote {
            guard let quote = Self.closingQuote(bytes, index + 1) else { return nil }
            name = bytes.trimmingFWS((index + 1)..<quote)
            index = Self.skipSpace(bytes, quote + 1)
            guard index < bytes.count, bytes[index] == ASCII.less else { return nil }
            open = true
        }
        if !open {
            let words = Self.words(bytes, index)
            guard words < bytes.count else { return nil }
            if bytes[words] == ASCII.less {
                name = bytes.trimmingFWS(index..<words)
                index = words
                open = true
            }
        }
        if open { index += 1 }
        let local = index
        index = Self.atom(bytes, index)
        guard index > local, index < bytes.count, bytes[index] == ASCII.at else { return nil }
        let domain = index + 1
        index = Self.atom(bytes, domain)
        guard index > domain else { return nil }
        addrSpec = local..<index
        if open {
            guard index < bytes.count, bytes[index] == ASCII.greater else { return nil }
            index += 1
        }
        index = Self.skipSpace(bytes, index)
        guard index == bytes.count || bytes[index] == ASCII.comma else { return nil }
        end = min(index + 1, bytes.count)
        self.name = name
    }

    func address(_ bytes: Span<UInt8>) -> Address { Address(name: bytes.string(name), address: bytes.string(addrSpec)) }

    private static func skipSpace(_ bytes: Span<UInt8>, _ start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index].isFWS { index += 1 }
        return index
    }

    /// The quote that ends a quoted string without escapes; nil where it has what needs a closer look.
    private static func closingQuote(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            if byte == ASCII.quote { return index }
            guard byte >= 0x20, byte < 0x7F, byte != ASCII.backslash, byte != ASCII.equals else { return nil }
            index += 1
        }
        return nil
    }

    /// Behind words of atoms with single spaces between them.
    private static func words(_ bytes: Span<UInt8>, _ start: Int) -> Int {
        var index = start
        while index < bytes.count, isPlain(bytes[index]) || bytes[index] == ASCII.space && isPlain(bytes[index - 1]) { index += 1 }
        return index
    }

    private static func atom(_ bytes: Span<UInt8>, _ start: Int) -> Int {
        var index = start
        while index < bytes.count, isPlain(bytes[index]) || bytes[index] == ASCII.equals { index += 1 }
        return index
    }

    /// The characters of atoms (RFC 5322 section 3.2.3) and the dot; neither `=` nor `?`, which may be an encoded-word's.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit
            || byte > 0x20 && byte < 0x7F && !byte.endsAtom && byte != ASCII.backslash && byte != ASCII.equals
                && byte != ASCII.question
    }
}
