import MIME

/// How an element looks, as far as its own attributes say; inherited from the element around it.
///
/// Style sheets are not read: mails cannot rely on them.
struct InlineLook {
    var isEmphasised = false
    var isLarge = false
    /// Red, green and blue of the text; nil where nothing says so.
    var color: UInt32?
    /// The same of what is behind it.
    var background: UInt32?
    /// Moved out of sight.
    var isOffScreen = false
    /// Whether the element itself has a background, a border or padding: what makes a link a button.
    var isBox = false

    /// Whether there is a colour behind it that is not that of paper.
    var hasFill: Bool {
        guard let background else { return false }
        return (0..<3).contains { background >> (8 * $0) & 0xFF < 0xC0 }
    }

    /// Whether the text cannot be told from what is behind it. Both must be known: a white text often stands on an image.
    var isIndistinct: Bool {
        guard let color, let background else { return false }
        return (0..<3).allSatisfy { shift in
            let one = Int(color >> (8 * shift) & 0xFF)
            let other = Int(background >> (8 * shift) & 0xFF)
            return abs(one - other) <= 8
        }
    }

    /// Applies what the kind of element means.
    mutating func apply(_ tag: HTMLTag) {
        isBox = false
        switch tag {
        case .b, .strong, .code, .kbd, .samp, .tt, .mark, .em, .pre: isEmphasised = true
        case .h1, .h2, .h3, .big:
            isEmphasised = true
            isLarge = true
        default: break
        }
    }

    /// Applies the declarations of a `style` attribute.
    mutating func apply(_ bytes: [UInt8], style: Range<Int>) {
        var position = style.lowerBound
        while position < style.upperBound {
            let end = ByteScan.first(UInt8(ascii: ";"), in: bytes.span, position..<style.upperBound) ?? style.upperBound
            defer { position = end + 1 }
            guard let colon = ByteScan.first(UInt8(ascii: ":"), in: bytes.span, position..<end) else { continue }
            let value = Self.word(bytes[(colon + 1)..<end])
            switch Self.word(bytes[position..<colon]) {
            case "color": color = Self.color(value) ?? color
            case "background", "background-color":
                isBox = true
                background = Self.color(value)
            case "border", "padding", "border-radius": isBox = true
            case "font-weight": if value == "bold" || value == "bolder" || (Self.number(value) ?? 0) >= 600 { isEmphasised = true }
            case "font-family": if value.contains("mono") || value.contains("courier") { isEmphasised = true }
            case "letter-spacing": if let size = Self.number(value), size > 0 { isEmphasised = true }
            case "font-size": if let size = Self.pixels(value) { isLarge = size >= 20 }
            case "text-indent", "left", "top", "margin-left": if let size = Self.number(value), size <= -500 { isOffScreen = true }
            default: break
            }
        }
    }

    /// The characters of a name or a value that matter, small, without `!important`; no more than a value that is understood has.
    private static func word(_ bytes: ArraySlice<UInt8>) -> String {
        var result: [UInt8] = []
        for byte in bytes.prefix(64) {
            if byte == UInt8(ascii: "!") { break }
            if byte <= 0x20 { continue }
            result.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The number that a value begins with.
    private static func number(_ value: String) -> Double? {
        let digits = value.utf8.prefix { $0 &- 0x30 < 10 || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
        return Double(String(Substring(digits)))
    }

    private static func pixels(_ value: String) -> Double? {
        guard let number = number(value) else { return value.hasSuffix("large") ? 24 : nil }
        if value.hasSuffix("pt") { return number * 4 / 3 }
        if value.hasSuffix("em") { return number * 16 }
        if value.hasSuffix("%") { return number * 0.16 }
        return number
    }

    /// Reads `#fff`, `#ffffff`, `rgb(255,255,255)`, `white` and `black`.
    static func color(_ value: String) -> UInt32? {
        if value.hasPrefix("#") {
            let digits = value.dropFirst().prefix { $0.isHexDigit }
            guard let number = UInt32(digits, radix: 16) else { return nil }
            if digits.utf8.count == 6 { return number }
            guard digits.utf8.count == 3 else { return nil }
            return (number >> 8 & 15) * 0x110000 | (number >> 4 & 15) * 0x1100 | (number & 15) * 0x11
        }
        if value.hasPrefix("rgb(") {
            let parts = value.dropFirst(4).prefix { $0 != ")" }.split(separator: ",").compactMap { UInt32($0) }
            guard parts.count == 3, parts.allSatisfy({ $0 < 256 }) else { return nil }
            return parts[0] << 16 | parts[1] << 8 | parts[2]
        }
        if value.hasPrefix("white") { return 0xFFFFFF }
        return value.hasPrefix("black") ? 0 : nil
    }
}
