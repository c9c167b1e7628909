import MIME

/// Mails of any content: what is composed is read back equal, has no defect, and keeps to the lines of RFC 5322; what was read is composed again
/// with equal parts.
///
/// The first byte chooses; the rest is read as a mail, or as a description of one.
func testCompose(_ input: UnsafeRawBufferPointer) {
    guard let choice = input.first else { return }
    let rest = [UInt8](input.dropFirst())
    if choice & 1 == 0 { checkCopy(Message(rest), seed: UInt64(choice)) } else { checkComposing(rest, seed: UInt64(choice)) }
}

// MARK: What was read

private func checkCopy(_ message: Message, seed: UInt64) {
    // A type, or a parameter's name, that cannot be written is an error.
    guard let composed = try? ComposedMessage(copying: message, boundarySeed: seed) else { return }
    let bytes = composed.bytes
    precondition(bytes.count == composed.count)
    let (parts, others) = (message.parts, Message(bytes).parts)
    precondition(parts.count == others.count)
    for (part, other) in zip(parts, others) {
        precondition(part.path == other.path && part.contentType.essence == other.contentType.essence && part.filename == other.filename)
        precondition(part.isContainer || part.decodedBody == other.decodedBody)
    }
}

// MARK: What is made

/// Takes values from bytes, and zeros when they are used up.
private struct Source {
    private var bytes: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        self.bytes = bytes[...]
    }

    mutating func byte() -> UInt8 { bytes.popFirst() ?? 0 }

    mutating func blob() -> [UInt8] {
        let count = Int(byte())
        defer { bytes = bytes.dropFirst(count) }
        return Array(bytes.prefix(count))
    }

    mutating func text() -> String { String(decoding: blob(), as: UTF8.self) }

    /// Text that a field gives back: a byte order mark at the start of encoded-words is dropped where their charset is decoded.
    mutating func fieldText() -> String {
        String(String.UnicodeScalarView(text().unicodeScalars.filter { $0 != "\u{FEFF}" }))
    }

    /// Text that a field can hold as it is: without control characters, and without white space around it.
    mutating func word() -> String {
        let scalars = fieldText().unicodeScalars.filter { $0.properties.generalCategory != .control && !$0.properties.isWhitespace }
        return String(String.UnicodeScalarView(scalars))
    }
}

/// A leaf as it has to be read.
private struct Leaf: Equatable {
    var type: String
    var name: String?
    var body: [UInt8]
}

private struct Maker {
    var source: Source
    var leaves: [Leaf] = []
    var partsLeft = 40

    mutating func content(depth: Int) -> PartContent {
        partsLeft -= 1
        switch source.byte() % 6 {
        case 0 where depth < 4 && partsLeft > 0:
            let count = 1 + Int(source.byte() % 4)
            var parts: [PartContent] = []
            while parts.count < count, parts.isEmpty || partsLeft > 0 { parts.append(content(depth: depth + 1)) }
            return .multipart(["mixed", "alternative", "related"][count % 3], parts)
        case 1, 2:
            let text = source.text()
            leaves.append(Leaf(type: "text/plain", body: Self.lines(text)))
            return .text(text)
        case 3:
            let text = source.text()
            leaves.append(Leaf(type: "text/html", body: Self.lines(text)))
            return .text(text, subtype: "html")
        default:
            let (bytes, name) = (source.blob(), source.word())
            leaves.append(Leaf(type: "application/pdf", name: name.isEmpty ? nil : name, body: bytes))
            return .attachment(bytes, name: name.isEmpty ? nil : name, mediaType: "application/pdf")
        }
    }

    /// Text with CRLF line ends.
    private static func lines(_ text: String) -> [UInt8] {
        var result: [UInt8] = []
        var isBehindCR = false
        for byte in text.utf8 {
            if byte == 0x0D || byte == 0x0A, !(byte == 0x0A && isBehindCR) { result += [0x0D, 0x0A] }
            if byte != 0x0D, byte != 0x0A { result.append(byte) }
            isBehindCR = byte == 0x0D
        }
        return result
    }
}

private func checkComposing(_ bytes: [UInt8], seed: UInt64) {
    var maker = Maker(source: Source(bytes))
    let subject = maker.source.fieldText()
    let (name, address) = (maker.source.word(), maker.source.word())
    let content = maker.content(depth: 0)
    do {
        var fields = [try HeaderLine("Subject", text: subject)]
        if let from = try? FieldValue(addresses: [Address(name: name, address: address)]) { fields.append(try HeaderLine("From", from)) }
        let composed = try ComposedMessage(fields: fields, content: content, boundarySeed: seed)
        let mail = composed.bytes
        precondition(mail.count == composed.count)
        checkLines(mail)
        let message = Message(mail)
        precondition(message.structureDefects.isEmpty)
        precondition(withoutControls(subject) == message.subject ?? "")
        if fields.count == 2 { precondition(message.from.map(\.address) == [address] && message.from.map(\.name) == [name]) }
        let leaves = message.parts.filter { !$0.isContainer }.map {
            Leaf(type: $0.contentType.essence, name: $0.filename, body: $0.decodedBody)
        }
        precondition(leaves == maker.leaves)
    } catch {
        preconditionFailure("\(error)")
    }
}

/// RFC 5322 section 2.1.1, and CRLF at the end of each line.
private func checkLines(_ mail: [UInt8]) {
    var start = 0
    for (index, byte) in mail.enumerated() where byte == 0x0A {
        precondition(index > start && mail[index - 1] == 0x0D && index - start <= 999)
        start = index + 1
    }
    precondition(mail.count - start <= 998 && mail.count { $0 == 0x0D } == mail.count { $0 == 0x0A })
}

/// A field has no line ends and no control characters but tab: spaces stand for them.
private func withoutControls(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var isBehindCR = false
    for scalar in text.unicodeScalars {
        let isControl = scalar.value < 0x20 && scalar != "\t" || scalar.value == 0x7F
        if !(scalar == "\n" && isBehindCR) { result.append(isControl ? " " : scalar) }
        isBehindCR = scalar == "\r"
    }
    return String(result)
}
