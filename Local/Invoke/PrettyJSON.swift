import Foundation

/// JSON for eyes: one value a line, indented. Names, numbers and texts stay as they were written, and in their order.
public enum PrettyJSON {
    /// The same JSON with other white space.
    /// - Returns: nil when the bytes are no JSON.
    public static func format(_ bytes: [UInt8]) -> [UInt8]? {
        guard (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil,
            String(validating: bytes, as: UTF8.self) != nil
        else { return nil }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count * 2)
        var depth = 0
        var isText = false
        var isEscaped = false
        func lineBreak() { result += [0x0A] + [UInt8](repeating: 0x20, count: depth * 2) }
        for byte in bytes {
            if isText {
                result.append(byte)
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isText = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: " "), 0x09, 0x0A, 0x0D: continue
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if let last = result.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "[") { lineBreak() }
                result.append(byte)
                continue
            case _ where result.last == UInt8(ascii: "{") || result.last == UInt8(ascii: "["):
                lineBreak()
            default: break
            }
            result.append(byte)
            switch byte {
            case UInt8(ascii: "\""): isText = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ","): lineBreak()
            case UInt8(ascii: ":"): result.append(0x20)
            default: break
            }
        }
        return result
    }
}
