import Glibc
import MIME

/// What a full pass read, for comparison with the other peers:
///
///     M PARTS FIELDS SUBJECT FROM TO    a mail: counts, and CRC-32s, `-` where there is no such field
///     L TYPE LENGTH CRC                 each of its leaves
///
/// Text is compared in UTF-8 with LF line ends, header text with its white space collapsed.
enum Digest {
    static func write(_ mails: [[UInt8]], _ limits: Limits, to path: String) -> Bool {
        guard let file = fopen(path, "w") else { return false }
        for mail in mails { fputs(lines(Message(mail, limits: limits)), file) }
        return fclose(file) == 0
    }

    private static func lines(_ message: Message) -> String {
        let parts = message.parts
        let fields = parts.reduce(0) { $0 + $1.headers.count }
        var text = "M \(parts.count) \(fields) \(subject(message)) \(addresses("from", message)) \(addresses("to", message))\n"
        for part in parts where !part.isContainer {
            let type = part.contentType
            let content = type.type == "text" ? lineFeeds(part.text) : part.decodedBody
            text += "L \(type.essence) \(content.count) \(hex(content))\n"
        }
        return text
    }

    private static func subject(_ message: Message) -> String {
        message.subject.map { hex(collapsed($0)) } ?? "-"
    }

    private static func addresses(_ name: StaticString, _ message: Message) -> String {
        guard let field = message.root.header(name) else { return "-" }
        return hex(field.addresses.flatMap { collapsed($0.name) + [0] + Array($0.address.utf8) + [0x0A] })
    }

    private static func lineFeeds(_ text: String) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if byte == 0x0A, result.last == 0x0D { result.removeLast() }
            result.append(byte)
        }
        return result
    }

    private static func collapsed(_ text: String) -> [UInt8] {
        Array(text.utf8.split { $0 == 0x20 || $0 >= 0x09 && $0 <= 0x0D }.joined(separator: [0x20]))
    }

    private static func hex(_ bytes: [UInt8]) -> String { String(crc32(bytes), radix: 16) }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
    }
}
