/// Byte values that the grammar of RFC 5322 and RFC 2045 names.
package enum ASCII {
    package static let nul: UInt8 = 0x00
    package static let tab: UInt8 = 0x09
    package static let lf: UInt8 = 0x0A
    package static let cr: UInt8 = 0x0D
    package static let shiftOut: UInt8 = 0x0E
    package static let shiftIn: UInt8 = 0x0F
    package static let escape: UInt8 = 0x1B
    package static let space: UInt8 = 0x20
    package static let quote: UInt8 = 0x22
    package static let dollar: UInt8 = 0x24
    package static let percent: UInt8 = 0x25
    package static let apostrophe: UInt8 = 0x27
    package static let leftParenthesis: UInt8 = 0x28
    package static let rightParenthesis: UInt8 = 0x29
    package static let asterisk: UInt8 = 0x2A
    package static let plus: UInt8 = 0x2B
    package static let comma: UInt8 = 0x2C
    package static let hyphen: UInt8 = 0x2D
    package static let dot: UInt8 = 0x2E
    package static let slash: UInt8 = 0x2F
    package static let zero: UInt8 = 0x30
    package static let colon: UInt8 = 0x3A
    package static let semicolon: UInt8 = 0x3B
    package static let less: UInt8 = 0x3C
    package static let equals: UInt8 = 0x3D
    package static let greater: UInt8 = 0x3E
    package static let question: UInt8 = 0x3F
    package static let at: UInt8 = 0x40
    package static let leftBracket: UInt8 = 0x5B
    package static let backslash: UInt8 = 0x5C
    package static let rightBracket: UInt8 = 0x5D
    package static let underscore: UInt8 = 0x5F
    package static let tilde: UInt8 = 0x7E
}

extension UInt8 {
    /// WSP of RFC 5234: space or tab.
    package var isWSP: Bool { self == ASCII.space || self == ASCII.tab }

    /// WSP, CR or LF: what folding white space is made of.
    package var isFWS: Bool { isWSP || self == ASCII.cr || self == ASCII.lf }

    package var isDigit: Bool { self &- ASCII.zero < 10 }

    package var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }

    /// The byte with an ASCII capital letter made small.
    package var lowered: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

    /// The value of a hexadecimal digit in either case.
    package var hexValue: UInt8? {
        if isDigit { return self &- ASCII.zero }
        let letter = (self | 0x20) &- 0x61
        return letter < 6 ? letter + 10 : nil
    }
}

extension Sequence<UInt8> {
    /// The bytes as text, ASCII capital letters made small; bytes that are not UTF-8 become U+FFFD.
    package var loweredString: String { String(decoding: map(\.lowered), as: UTF8.self) }
}

extension Collection<UInt8> {
    /// Equality with ASCII text, letter case ignored. `lower` must be in lower case.
    package func equalsIgnoringCase(_ lower: StaticString) -> Bool {
        guard count == lower.utf8CodeUnitCount else { return false }
        return lower.withUTF8Buffer { expected in
            zip(self, expected).allSatisfy { $0.lowered == $1 }
        }
    }
}

extension BidirectionalCollection<UInt8> where SubSequence: BidirectionalCollection<UInt8> {
    /// The slice without white space and line ends on both sides.
    package func trimmingFWS() -> SubSequence {
        guard let first = firstIndex(where: { !$0.isFWS }), let last = lastIndex(where: { !$0.isFWS }) else {
            return self[endIndex..<endIndex]
        }
        return self[first...last]
    }
}
