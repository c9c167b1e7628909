import MIME

/// Compositions made at random from a known sequence, of what tends to break mail.
struct RandomMail {
    var random: SplitMix

    static let words = [
        "word", "Grüße", "日本語", "Привет", "مرحبا", "😀", "👨‍👩‍👧‍👦", "e\u{301}", "=?utf-8?Q?x?=", "a=b", "\"quoted\"", "back\\slash", "(c)",
        "a,b;c", "<x>", "?", "_",
        "ends.", "x@y", String(repeating: "long", count: 40), "'", "%41", "*",
    ]

    static let lines = [
        "", "--", "--=_", "--=_0123456789ABCDEFGHJKMNPQ", "--=_0123456789ABCDEFGHJKMNPQ--", ".", "..", "From here", "From: x",
        "Content-Type: text/html", "=", "=3D", "a ",
        "a\t", "plain text", "Grüße", "日本語テキスト", String(repeating: "x", count: 2000), String(repeating: "ü y", count: 300), "\u{0}", "end=",
        " lead",
    ]

    mutating func phrase() -> String {
        (0...random.number(below: 6)).map { _ in Self.words[random.number(below: Self.words.count)] }.joined(separator: " ")
    }

    mutating func text() -> String {
        let ends = ["\r\n", "\n", "\r", "\r\n"]
        var result = ""
        for _ in 0..<random.number(below: 8) {
            result += Self.lines[random.number(below: Self.lines.count)]
            if random.number(below: 8) > 0 { result += ends[random.number(below: 4)] }
        }
        return result
    }

    mutating func bytes() -> [UInt8] {
        switch random.number(below: 5) {
        case 0: []
        case 1: Array(text().utf8)
        default: (0..<random.number(below: 300)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        }
    }

    mutating func address() -> Address {
        let locals = ["a", "jane.doe", "\"a b\"", "x+y", "\"q\\\"\""]
        let domains = ["example.com", "[192.0.2.1]", "xn--bcher-kva.test"]
        return Address(
            name: random.number(below: 4) == 0 ? "" : phrase(),
            address: "\(locals[random.number(below: locals.count)])@\(domains[random.number(below: domains.count)])")
    }

    mutating func file(_ index: Int) -> MessageComposer.File {
        let types = ["application/octet-stream", "text/csv", "image/png", "text/x-diff", "application/pdf"]
        return MessageComposer.File(
            name: random.number(below: 5) == 0 ? nil : phrase(), mediaType: types[random.number(below: types.count)], bytes: bytes(),
            contentID: random.number(below: 3) == 0 ? "f\(index)@example.com" : nil)
    }

    mutating func composer() -> MessageComposer {
        var mail = MessageComposer(
            from: [address()],
            date: DateTime(secondsSince1970: random.number(below: 1 << 32), offsetMinutes: random.number(below: 1400) - 700),
            messageID: "\(random.next())@example.com")
        mail.to = (0..<random.number(below: 4)).map { _ in address() }
        if random.number(below: 4) == 0 { mail.sender = address() }
        if random.number(below: 8) > 0 { mail.subject = phrase() }
        mail.references = (0..<random.number(below: 3)).map { "r\($0)@example.com" }
        if random.number(below: 4) > 0 { mail.text = text() }
        if random.number(below: 2) == 0 { mail.html = text() }
        mail.inlineFiles = (0..<max(0, random.number(below: 4) - 1)).map { file($0) }
        mail.attachments = (0..<max(0, random.number(below: 4) - 1)).map { file(10 + $0) }
        if random.number(below: 5) == 0 { mail.calendar = MessageComposer.Calendar(text: "BEGIN:VCALENDAR\n" + text(), method: "REQUEST") }
        return mail
    }

    /// Text as it comes back: with CRLF line ends.
    static func canonical(_ text: String) -> [UInt8] {
        Array(text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").replacing("\n", with: "\r\n").utf8)
    }
}

extension String {
    fileprivate func replacing(_ text: String, with other: String) -> String {
        var result: [UInt8] = []
        let bytes = Array(utf8)
        let pattern = Array(text.utf8)
        var index = 0
        while index < bytes.count {
            if bytes[index...].starts(with: pattern) {
                result += other.utf8
                index += pattern.count
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
