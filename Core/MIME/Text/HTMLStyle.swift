/// What of an element's style decides whether and how its text is read; inherited from the element around it.
package struct HTMLStyle {
    /// `display: none` and the like: nothing inside is shown, whatever it says.
    package var isRemoved = false
    /// `visibility: hidden`, which an element inside can undo.
    var isInvisible = false
    /// `font-size: 0`, which an element inside can undo: the usual frame of a layout table.
    var hasNoSize = false
    /// White space counts.
    package var isPreformatted = false
    /// Quotations around the text.
    var quotes: UInt8 = 0
    /// Lists around the text.
    var lists: UInt8 = 0

    package init() {}

    /// Applies the declarations of a `style` attribute.
    ///
    /// `mso-hide: all` says nothing here: only Outlook obeys it, and it stands on buttons that every other reader shows.
    package mutating func apply(_ bytes: [UInt8], _ attribute: Range<Int>) {
        var isClipped = false
        var hasNoHeight = false
        var position = attribute.lowerBound
        while position < attribute.upperBound {
            let end = ByteScan.first(ASCII.semicolon, in: bytes.span, position..<attribute.upperBound) ?? attribute.upperBound
            defer { position = end + 1 }
            guard let colon = ByteScan.first(ASCII.colon, in: bytes.span, position..<end) else { continue }
            let name = bytes[position..<colon].trimmingFWS()
            let value = bytes[(colon + 1)..<end].trimmingFWS()
            switch name.count {
            case 7 where name.equalsIgnoringCase("display"):
                if Self.begins(value, "none") { isRemoved = true }
            case 7 where name.equalsIgnoringCase("opacity"):
                if Self.size(value) == .zero { isRemoved = true }
            case 8 where name.equalsIgnoringCase("overflow"):
                if Self.begins(value, "hidden") { isClipped = true }
            case 9 where name.equalsIgnoringCase("font-size"):
                switch Self.size(value) {
                case .zero: hasNoSize = true
                case .absolute: hasNoSize = false
                case .relative: break
                }
            case 10 where name.equalsIgnoringCase("max-height"):
                if Self.size(value) == .zero { hasNoHeight = true }
            case 10 where name.equalsIgnoringCase("visibility"):
                isInvisible = Self.begins(value, "hidden") || Self.begins(value, "collapse")
            case 11 where name.equalsIgnoringCase("white-space"):
                isPreformatted = Self.begins(value, "pre") || Self.begins(value, "break-spaces")
            default: break
            }
        }
        if isClipped && hasNoHeight { isRemoved = true }
    }

    /// Whether text is shown.
    package var isShown: Bool { !isRemoved && !isInvisible && !hasNoSize }

    private static func begins(_ value: ArraySlice<UInt8>, _ word: StaticString) -> Bool {
        value.prefix(word.utf8CodeUnitCount).equalsIgnoringCase(word)
    }

    private enum Size { case zero, absolute, relative }

    /// Reads `0`, `0.0px`, `12px`, `1em`, `small`; what depends on the element around it is relative.
    private static func size(_ value: ArraySlice<UInt8>) -> Size {
        let number = value.prefix { $0.isDigit || $0 == ASCII.dot }
        if number.isEmpty { return begins(value, "inherit") || begins(value, "smaller") || begins(value, "larger") ? .relative : .absolute }
        if number.allSatisfy({ $0 == ASCII.zero || $0 == ASCII.dot }) { return .zero }
        let unit = value.dropFirst(number.count)
        let isRelative = unit.first == ASCII.percent || begins(unit, "em") || begins(unit, "ex") || begins(unit, "ch")
        return isRelative ? .relative : .absolute
    }
}
