/// The parts that HTML shows in their place, by `cid:` addresses (RFC 2392).
enum ContentReferences {
    /// The content ids that `html` names anywhere: in attributes and in style sheets.
    static func ids(in html: String) -> Set<String> {
        let bytes = Array(html.utf8)
        var result: Set<String> = []
        var position = 0
        while let colon = ByteScan.first(ASCII.colon, in: bytes.span, position..<bytes.count) {
            position = colon + 1
            guard colon >= 3, bytes[(colon - 3)..<colon].equalsIgnoringCase("cid") else { continue }
            let start = position
            while position < bytes.count, !isEnd(bytes, position) { position += 1 }
            if position > start { result.insert(id(bytes, start..<position)) }
        }
        return result
    }

    /// Whether an address ends before this byte: at white space, a quote, a bracket, or a reference to a quote.
    private static func isEnd(_ bytes: [UInt8], _ index: Int) -> Bool {
        switch bytes[index] {
        case 0...0x20, ASCII.quote, ASCII.apostrophe, ASCII.less, ASCII.greater, ASCII.rightParenthesis: return true
        case 0x26:
            guard let reference = HTMLEntities.reference(bytes, at: index, end: bytes.count, isAttribute: true) else { return false }
            return reference.first == "\"" || reference.first == "'"
        default: return false
        }
    }

    private static func id(_ bytes: [UInt8], _ address: Range<Int>) -> String {
        var result: [UInt8] = []
        var index = address.lowerBound
        while index < address.upperBound {
            if bytes[index] == ASCII.percent, index + 2 < address.upperBound, let high = bytes[index + 1].hexValue,
                let low = bytes[index + 2].hexValue
            {
                result.append(high << 4 | low)
                index += 3
            } else if bytes[index] == 0x26,
                let reference = HTMLEntities.reference(bytes, at: index, end: address.upperBound, isAttribute: true)
            {
                result += Array(String(reference.first).utf8)
                index += reference.length
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
