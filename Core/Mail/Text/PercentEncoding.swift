/// The percent-encoding that signatures are made of: every byte but the unreserved ones of RFC 3986.
package enum PercentEncoding {
    /// Encodes text for a query or for one segment of a path.
    package static func encode(_ text: String) -> String { encode(text.utf8, keeping: []) }

    /// Encodes a path and keeps its slashes.
    package static func encodePath(_ path: String) -> String { encode(path.utf8, keeping: [UInt8(ascii: "/")]) }

    /// What percent-encoding stands for; a percent sign without two digits stays.
    package static func decode(_ text: String) -> String {
        var result: [UInt8] = []
        var bytes = text.utf8[...]
        while let byte = bytes.popFirst() {
            if byte == UInt8(ascii: "%"), let high = bytes.first.flatMap(digit), let low = bytes.dropFirst().first.flatMap(digit) {
                result.append(high << 4 | low)
                bytes = bytes.dropFirst(2)
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    private static func encode(_ bytes: String.UTF8View, keeping kept: [UInt8]) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for byte in bytes {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                result.append(byte)
            case _ where kept.contains(byte): result.append(byte)
            default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

extension PercentEncoding {
    /// The same for text of a form, where a plus is a space: what S3 encodes keys of a list as.
    package static func decodeForm(_ text: String) -> String {
        decode(String(decoding: text.utf8.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }, as: UTF8.self))
    }
}
