/// The UTF-8 decoder (Encoding Standard 8.1.1) for bytes that are not all valid.
enum UTF8Decoder {
    static func decode(_ bytes: Span<UInt8>, into sink: inout UTF8Sink) {
        var position = 0
        while position < bytes.count {
            let lead = bytes[position]
            guard lead >= 0x80 else {
                position = sink.appendASCII(bytes, from: position)
                continue
            }
            position += 1
            var needed = 0
            // What the second byte may be: neither another form of a shorter code, nor a surrogate, nor beyond Unicode.
            var range: ClosedRange<UInt8> = 0x80...0xBF
            switch lead {
            case 0xC2...0xDF: needed = 1
            case 0xE0...0xEF:
                needed = 2
                if lead == 0xE0 { range = 0xA0...0xBF } else if lead == 0xED { range = 0x80...0x9F }
            case 0xF0...0xF4:
                needed = 3
                if lead == 0xF0 { range = 0x90...0xBF } else if lead == 0xF4 { range = 0x80...0x8F }
            default: break
            }
            var entry = UInt32(lead)
            var shift: UInt32 = 8
            while needed > 0, position < bytes.count, range ~= bytes[position] {
                entry |= UInt32(bytes[position]) &<< shift
                shift += 8
                range = 0x80...0xBF
                needed -= 1
                position += 1
            }
            // A code that breaks off is one error, and what broke it is read again.
            if needed > 0 || shift == 8 { sink.appendError() } else { sink.append(entry) }
        }
    }
}
