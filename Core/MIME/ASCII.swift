/// Byte values that the grammar of RFC 5322 and RFC 2045 names.
enum ASCII {
    static let nul: UInt8 = 0x00
    static let tab: UInt8 = 0x09
    static let lf: UInt8 = 0x0A
    static let cr: UInt8 = 0x0D
    static let shiftOut: UInt8 = 0x0E
    static let shiftIn: UInt8 = 0x0F
    static let escape: UInt8 = 0x1B
    static let space: UInt8 = 0x20
    static let quote: UInt8 = 0x22
    static let dollar: UInt8 = 0x24
    static let percent: UInt8 = 0x25
    static let apostrophe: UInt8 = 0x27
    static let leftParenthesis: UInt8 = 0x28
    static let rightParenthesis: UInt8 = 0x29
    static let asterisk: UInt8 = 0x2A
    static let plus: UInt8 = 0x2B
    static let comma: UInt8 = 0x2C
    static let hyphen: UInt8 = 0x2D
    static let dot: UInt8 = 0x2E
    static let slash: UInt8 = 0x2F
    static let zero: UInt8 = 0x30
    static let colon: UInt8 = 0x3A
    static let semicolon: UInt8 = 0x3B
    static let less: UInt8 = 0x3C
    static let equals: UInt8 = 0x3D
    static let greater: UInt8 = 0x3E
    static let question: UInt8 = 0x3F
    static let at: UInt8 = 0x40
    static let leftBracket: UInt8 = 0x5B
    static let backslash: UInt8 = 0x5C
    static let rightBracket: UInt8 = 0x5D
    static let underscore: UInt8 = 0x5F
    static let tilde: UInt8 = 0x7E
}

extension UInt8 {
    /// WSP of RFC 5234: space or tab.
    var isWSP: Bool { self == ASCII.space || self == ASCII.tab }

    /// WSP, CR or LF: what folding white space is made of.
    var isFWS: Bool { isWSP || self == ASCII.cr || self == ASCII.lf }

    var isDigit: Bool { self &- ASCII.zero < 10 }

    var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }

    /// The byte with an ASCII capital letter made small.
    var lowered: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

    /// The value of a hexadecimal digit in either case.
    var hexValue: UInt8? {
        if isDigit { return self &- ASCII.zero }
        let letter = (self | 0x20) &- 0x61
        return letter < 6 ? letter + 10 : nil
    }
}

extension Sequence<UInt8> {
    /// The bytes as text, ASCII capital letters made small; bytes that are not UTF-8 become U+FFFD.
    var loweredString: String { String(decoding: map(\.lowered), as: UTF8.self) }
}

extension Collection<UInt8> {
    /// Equality with ASCII text, letter case ignored. `lower` must be in lower case.
    func equalsIgnoringCase(_ lower: StaticString) -> Bool {
        guard count == lower.utf8CodeUnitCount else { return false }
        return lower.withUTF8Buffer { expected in
            zip(self, expected).allSatisfy { $0.lowered == $1 }
        }
    }
}

extension BidirectionalCollection<UInt8> where SubSequence: BidirectionalCollection<UInt8> {
    /// The slice without white space and line ends on both sides.
    func trimmingFWS() -> SubSequence {
        guard let first = firstIndex(where: { !$0.isFWS }), let last = lastIndex(where: { !$0.isFWS }) else {
            return self[endIndex..<endIndex]
        }
        return self[first...last]
    }
}
