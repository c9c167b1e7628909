import HTTP

/// A request body that is text, then the base64 of something large, then text: made while it is sent.
package final class Base64Body: HTTPBodyReader, @unchecked Sendable {  // Used by one transfer at a time, as every body reader.
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private let start: [UInt8]
    private let content: any HTTPBodyReader
    private let end: [UInt8]
    private let chunk: UnsafeMutableRawBufferPointer
    /// What is made and not handed out yet.
    private var ready: ArraySlice<UInt8>
    /// Bytes that do not fill a group of three.
    private var rest: [UInt8] = []
    private var isAtEnd = false

    package init(start: [UInt8], content: any HTTPBodyReader, end: [UInt8]) {
        self.start = start
        self.content = content
        self.end = end
        ready = start[...]
        chunk = .allocate(byteCount: 48 << 10, alignment: 16)
    }

    deinit { chunk.deallocate() }

    package var length: Int { start.count + (content.length + 2) / 3 * 4 + end.count }

    package func rewind() throws {
        try content.rewind()
        ready = start[...]
        rest = []
        isAtEnd = false
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while ready.isEmpty, !isAtEnd { try fill() }
        let count = min(buffer.count, ready.count)
        ready.prefix(count).withUnsafeBytes { buffer.copyMemory(from: $0) }
        ready = ready.dropFirst(count)
        return count
    }

    private func fill() throws {
        let count = try content.read(into: chunk)
        var result: [UInt8] = []
        result.reserveCapacity((rest.count + count) / 3 * 4 + 4 + end.count)
        if count == 0 {
            isAtEnd = true
            encode(rest[...], into: &result)
            result += end
        } else {
            rest += chunk[..<count]
            let whole = rest.count / 3 * 3
            encode(rest[..<whole], into: &result)
            rest.removeFirst(whole)
        }
        ready = result[...]
    }

    private func encode(_ bytes: ArraySlice<UInt8>, into result: inout [UInt8]) {
        bytes.withUnsafeBufferPointer { bytes in
            Self.digits.withUnsafeBufferPointer { digits in
                var index = 0
                while index + 2 < bytes.count {
                    let group = UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2])
                    result.append(digits[Int(group >> 18)])
                    result.append(digits[Int(group >> 12 & 63)])
                    result.append(digits[Int(group >> 6 & 63)])
                    result.append(digits[Int(group & 63)])
                    index += 3
                }
                guard index < bytes.count else { return }
                let second = index + 1 < bytes.count ? UInt32(bytes[index + 1]) : nil
                let group = UInt32(bytes[index]) << 16 | (second ?? 0) << 8
                result.append(digits[Int(group >> 18)])
                result.append(digits[Int(group >> 12 & 63)])
                result.append(second == nil ? UInt8(ascii: "=") : digits[Int(group >> 6 & 63)])
                result.append(UInt8(ascii: "="))
            }
        }
    }
}
