/// A token of an address list, as a place in the unfolded value.
struct AddressToken {
    enum Kind: Equatable {
        case atom, literal, special
        /// A quoted string or what else has escapes to resolve where `isPlain` is false.
        case quoted(isPlain: Bool)
    }

    var kind: Kind
    /// Of a quoted string what is between the quotes; of a literal the brackets as well.
    var range: Range<Int>
    /// Whether white space or a comment stands before it.
    var isSpaced: Bool

    var isSpecial: Bool { kind == .special }

    func isSpecial(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool { kind == .special && bytes[range.lowerBound] == byte }

    func first(_ bytes: Span<UInt8>) -> UInt8? { range.isEmpty ? nil : bytes[range.lowerBound] }

    func last(_ bytes: Span<UInt8>) -> UInt8? { range.isEmpty ? nil : bytes[range.upperBound - 1] }

    func append(from bytes: Span<UInt8>, to buffer: inout [UInt8]) {
        if kind == .quoted(isPlain: false) {
            HeaderTokens.Text(range: range, isPlain: false).append(from: bytes, to: &buffer)
        } else {
            buffer.append(bytes, range)
        }
    }
}

extension HeaderTokens {
    /// Reads the token that begins with `byte`, which is neither white space nor a comment.
    mutating func addressToken(_ byte: UInt8, isSpaced: Bool, _ bytes: Span<UInt8>, _ log: inout DefectLog) -> AddressToken {
        switch byte {
        case ASCII.quote:
            let text = quotedString(bytes, &log)
            return AddressToken(kind: .quoted(isPlain: text.isPlain), range: text.range, isSpaced: isSpaced)
        case ASCII.leftBracket:
            var range = prefix(bytes) { $0 != ASCII.rightBracket }
            if position < bytes.count {
                position += 1
                range = range.lowerBound..<position
            } else {
                log.note(.invalidAddress, "'[' without ']'")
            }
            return AddressToken(kind: .literal, range: range, isSpaced: isSpaced)
        case ASCII.less, ASCII.greater, ASCII.comma, ASCII.semicolon, ASCII.colon, ASCII.at:
            position += 1
            return AddressToken(kind: .special, range: (position - 1)..<position, isSpaced: isSpaced)
        default:
            return AddressToken(kind: .atom, range: atom(bytes, &log), isSpaced: isSpaced)
        }
    }

    /// An atom or dot-atom. An encoded-word counts as a whole, since broken ones contain specials, unless those could hide an address.
    private mutating func atom(_ bytes: Span<UInt8>, _ log: inout DefectLog) -> Range<Int> {
        let start = position
        while position < bytes.count, !bytes[position].endsAtom {
            if bytes[position] == ASCII.equals, let end = EncodedWord.endInAddressList(bytes, at: position) {
                position = end
            } else {
                position += 1
            }
        }
        // A stray ')' or ']' ends atoms but belongs to none.
        if position == start {
            position += 1
            log.note(.invalidAddress, "closing bracket without an opening one")
        }
        return start..<position
    }
}

extension UInt8 {
    /// Whether the byte cannot be part of an atom (RFC 5322 section 3.2.3), dots aside.
    var endsAtom: Bool {
        switch self {
        case ASCII.leftParenthesis, ASCII.rightParenthesis, ASCII.less, ASCII.greater, ASCII.leftBracket, ASCII.rightBracket, ASCII.colon,
            ASCII.semicolon, ASCII.at, ASCII.comma, ASCII.quote:
            true
        default: isFWS
        }
    }

    /// Whether a local part with this byte has to be quoted (RFC 5322 section 3.4.1).
    var needsQuotesInLocalPart: Bool {
        self <= 0x20 || self == 0x7F || self == ASCII.backslash || self != ASCII.dot && endsAtom
    }
}
