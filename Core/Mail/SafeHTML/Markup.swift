import MIME

/// Reading and writing of text and attribute values.
enum Markup {
    /// Text or the value of an attribute, character references decoded. `range` begins and ends with whole characters.
    static func decode(_ bytes: [UInt8], _ range: Range<Int>, isAttribute: Bool) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            guard let ampersand = ByteScan.first(0x26, in: bytes.span, index..<range.upperBound) else {
                result += bytes[index..<range.upperBound]
                break
            }
            result += bytes[index..<ampersand]
            index = ampersand + 1
            if let reference = HTMLEntities.reference(bytes, at: ampersand, end: range.upperBound, isAttribute: isAttribute) {
                result.append(contentsOf: Unicode.UTF8.encode(reference.first) ?? .init())
                if let second = reference.second { result.append(contentsOf: Unicode.UTF8.encode(second) ?? .init()) }
                index = ampersand + reference.length
            } else {
                result.append(0x26)
            }
        }
        return result
    }

    /// Writes text so that it is nothing else, in HTML and in XML: without control characters, line ends as LF.
    static func escape(_ text: some Collection<UInt8>, isAttribute: Bool = false, into output: inout [UInt8]) {
        var previous: (UInt8, UInt8, UInt8) = (0, 0, 0)
        for byte in text {
            switch byte {
            case 0x26: output += "&amp;".utf8
            case ASCII.less: output += "&lt;".utf8
            case ASCII.greater: output += "&gt;".utf8
            case ASCII.quote where isAttribute: output += "&#34;".utf8
            // Old browsers took it for a quotation mark.
            case 0x60 where isAttribute: output += "&#96;".utf8
            case ASCII.lf where previous.2 == ASCII.cr: break
            case ASCII.lf, ASCII.cr: output.append(isAttribute ? ASCII.space : ASCII.lf)
            case ASCII.tab, 0x0C: output.append(isAttribute || byte == 0x0C ? ASCII.space : ASCII.tab)
            case 0..<0x20, 0x7F: break
            default:
                output.append(byte)
                // U+FFFE and U+FFFF are no characters, and XML refuses them.
                if previous.1 == 0xEF, previous.2 == 0xBF, byte >= 0xBE { output.removeLast(3) }
            }
            previous = (previous.1, previous.2, byte)
        }
    }

    /// Writes an attribute with a space in front.
    static func writeAttribute(_ name: StaticString, _ value: some Collection<UInt8>, into output: inout [UInt8]) {
        output.append(ASCII.space)
        name.withUTF8Buffer { output.append(contentsOf: $0) }
        output += [ASCII.equals, ASCII.quote]
        escape(value, isAttribute: true, into: &output)
        output.append(ASCII.quote)
    }

    /// Puts U+FFFD for U+FFFE and U+FFFF, which XML refuses.
    static func replaceNoncharacters(_ bytes: inout [UInt8]) {
        var index = 0
        while let first = ByteScan.first(0xEF, in: bytes.span, index..<bytes.count), first + 2 < bytes.count {
            if bytes[first + 1] == 0xBF, bytes[first + 2] >= 0xBE { bytes[first + 2] = 0xBD }
            index = first + 3
        }
    }
}
