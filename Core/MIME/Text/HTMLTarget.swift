/// The address of a link as an `href` attribute has it.
package enum HTMLTarget {
    /// The address with character references decoded, white space around it and line ends inside dropped, as the URL standard reads it
    /// (section 4.4); spaces and angle brackets are percent-encoded, so that it ends where its bracket does.
    package static func read(_ bytes: [UInt8], _ attribute: Range<Int>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(attribute.count)
        var index = attribute.lowerBound
        while index < attribute.upperBound {
            if bytes[index] == 0x26,
                let reference = HTMLEntities.reference(bytes, at: index, end: attribute.upperBound, isAttribute: true)
            {
                for scalar in [reference.first, reference.second] {
                    if let scalar { result += Array(String(scalar).utf8) }
                }
                index += reference.length
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return escaped(result)
    }

    private static func escaped(_ bytes: [UInt8]) -> [UInt8] {
        guard let first = bytes.firstIndex(where: { $0 > 0x20 }), let last = bytes.lastIndex(where: { $0 > 0x20 }) else { return [] }
        var result: [UInt8] = []
        result.reserveCapacity(last - first + 1)
        for byte in bytes[first...last] {
            switch byte {
            case ASCII.space: result += [ASCII.percent, 0x32, 0x30]
            case ASCII.less: result += [ASCII.percent, 0x33, 0x43]
            case ASCII.greater: result += [ASCII.percent, 0x33, 0x45]
            case 0..<0x20, 0x7F: continue
            default: result.append(byte)
            }
        }
        return result
    }

    /// Whether the address leads out of the document, to something that a reader could open.
    package static func leadsOut(_ target: [UInt8]) -> Bool {
        guard let first = target.first, first != 0x23 else { return false }
        let scheme = target.prefix(11)
        return !scheme.equalsIgnoringCase("javascript:") && !scheme.prefix(9).equalsIgnoringCase("vbscript:")
            && !scheme.prefix(5).equalsIgnoringCase("data:")
    }

    /// Whether the text of a link is its address already.
    static func isNamed(_ target: [UInt8], by text: [UInt8]) -> Bool {
        if text == target { return true }
        let colon = target.prefix(7)
        if colon.equalsIgnoringCase("mailto:") { return Array(target.dropFirst(7)) == text }
        if colon.prefix(4).equalsIgnoringCase("tel:") { return Array(target.dropFirst(4)) == text }
        return false
    }
}
