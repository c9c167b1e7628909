import Glibc

/// Mails in one file: for each its length as eight bytes, least significant first, and its bytes.
enum Pack {
    static func read(_ path: String) -> [[UInt8]]? {
        guard let bytes = file(path) else { return nil }
        var mails: [[UInt8]] = []
        var position = 0
        while position + 8 <= bytes.count {
            let length = (0..<8).reduce(0) { $0 | Int(truncatingIfNeeded: UInt64(bytes[position + $1]) << (8 * $1)) }
            position += 8
            guard length >= 0, length <= bytes.count - position else { return nil }
            mails.append(Array(bytes[position..<(position + length)]))
            position += length
        }
        return position == bytes.count ? mails : nil
    }

    static func file(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        guard fseek(file, 0, SEEK_END) == 0 else { return nil }
        let size = ftell(file)
        guard size >= 0, fseek(file, 0, SEEK_SET) == 0 else { return nil }
        return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = fread(buffer.baseAddress, 1, size, file)
        }
    }
}
