/// Files that a text carries in the encoding of `uuencode` (POSIX), as mail had them before MIME.
enum Uuencode {
    struct File: Sendable {
        /// The name behind the mode, as written.
        var name: String
        var bytes: [UInt8]
    }

    /// The text without its files, and the files; nil where there are none.
    ///
    /// A file goes from `begin`, a mode and a name to `end`, with nothing else than encoded lines between; what breaks off stays text.
    static func split(_ text: String) -> (text: String, files: [File])? {
        var bytes = Array(text.utf8)
        guard mayContain(bytes) else { return nil }
        var files: [File] = []
        var kept = 0
        var copied = 0
        var position = 0
        while position < bytes.count {
            let line = Line(bytes, at: position)
            guard let name = name(bytes[line.range]) else {
                position = line.next
                continue
            }
            // A broken block has no other `begin` inside: its small letters are no digits. So no line is read twice.
            let (content, next) = decode(bytes, from: line.next)
            if let content {
                files.append(File(name: name, bytes: content))
                move(&bytes, copied..<position, to: &kept)
                copied = next
            }
            position = next
        }
        guard !files.isEmpty else { return nil }
        move(&bytes, copied..<bytes.count, to: &kept)
        return (String(decoding: bytes[..<kept], as: UTF8.self), files)
    }

    private static func move(_ bytes: inout [UInt8], _ range: Range<Int>, to kept: inout Int) {
        for index in range {
            bytes[kept] = bytes[index]
            kept += 1
        }
    }

    /// One line without its end, and where the next one begins.
    private struct Line {
        var range: Range<Int>
        var next: Int

        init(_ bytes: [UInt8], at start: Int) {
            let feed = ByteScan.first(ASCII.lf, in: bytes.span, start..<bytes.count)
            next = feed.map { $0 + 1 } ?? bytes.count
            var end = feed ?? bytes.count
            if end > start, bytes[end - 1] == ASCII.cr { end -= 1 }
            range = start..<end
        }
    }

    private static let begin = Array("begin ".utf8)

    /// Whether any line begins like a file, so that other texts are not copied.
    private static func mayContain(_ bytes: [UInt8]) -> Bool {
        var position = 0
        while position < bytes.count {
            if bytes[position...].starts(with: begin) { return true }
            guard let feed = ByteScan.first(ASCII.lf, in: bytes.span, position..<bytes.count) else { return false }
            position = feed + 1
        }
        return false
    }

    /// The name of a line `begin 644 name`.
    private static func name(_ line: ArraySlice<UInt8>) -> String? {
        guard line.starts(with: begin) else { return nil }
        let mode = line.dropFirst(begin.count).prefix { $0 >= 0x30 && $0 <= 0x37 }
        let rest = line[mode.endIndex...]
        guard mode.count == 3 || mode.count == 4, rest.first == ASCII.space else { return nil }
        let name = rest.trimmingFWS()
        return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
    }

    /// Decodes lines up to `end`; without one the content is nil and the second value is the first line that is no part of the file.
    private static func decode(_ bytes: [UInt8], from start: Int) -> (content: [UInt8]?, next: Int) {
        var content: [UInt8] = []
        var isComplete = false
        var position = start
        while position < bytes.count {
            let line = Line(bytes, at: position)
            let text = bytes[line.range]
            if text.trimmingFWS().elementsEqual([0x65, 0x6E, 0x64]) { return (content.isEmpty ? nil : content, line.next) }
            let length = text.first.map { Int($0 &- 0x20) & 0x3F } ?? 0
            // Behind the line that says zero, spaces alone among them, only `end` may come.
            let isEmpty = length == 0 && text.allSatisfy { $0 == ASCII.space || $0 == 0x60 }
            guard isEmpty || !isComplete && decode(text, length, into: &content) else { return (nil, position) }
            isComplete = isEmpty
            position = line.next
        }
        return (nil, bytes.count)
    }

    /// Decodes one line of `length` bytes; digits missing at its end were spaces that got lost on the way.
    private static func decode(_ line: ArraySlice<UInt8>, _ length: Int, into content: inout [UInt8]) -> Bool {
        guard length > 0, line.allSatisfy({ $0 >= 0x20 && $0 <= 0x60 }) else { return false }
        let digits = line.dropFirst()
        let needed = (length + 2) / 3 * 4
        // Some encoders add a check digit, or spaces.
        guard digits.count <= needed + 1 || digits.dropFirst(needed).allSatisfy({ $0 == ASCII.space || $0 == 0x60 }) else { return false }
        var written = 0
        var group: UInt32 = 0
        for place in 0..<needed {
            let digit = place < digits.count ? digits[digits.startIndex + place] : ASCII.space
            group = group << 6 | UInt32((digit &- 0x20) & 0x3F)
            guard place % 4 == 3 else { continue }
            for shift in [UInt32(16), 8, 0] where written < length {
                content.append(UInt8(truncatingIfNeeded: group >> shift))
                written += 1
            }
            group = 0
        }
        return true
    }
}
