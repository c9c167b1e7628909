import MIME

/// A mail: everything about it can be asked for, offsets make sense, and pieces of any size give the same as the whole.
///
/// The first byte chooses limits and the size of the pieces, the rest is the mail.
func testMessage(_ input: UnsafeRawBufferPointer) {
    guard let choice = input.first else { return }
    let bytes = [UInt8](input.dropFirst())
    let limits =
        choice & 1 == 0
        ? Limits.standard
        : Limits(depth: 3, parts: 5, headerBytes: 200, headerFields: 6, embeddedBytes: 100, parameters: 3, encodedWords: 2, listEntries: 2)
    let message = Message(bytes, limits: limits)
    precondition(message.bytes == bytes)
    checkPlaces(message)
    checkValues(message)
    checkReading(message)
    checkPieces(bytes, message, limits, size: 1 + Int(choice >> 1))
}

/// Ranges lie inside their buffer, and inside the parent's body where that has the same buffer.
private func checkPlaces(_ message: Message) {
    var paths: Set<String> = []
    for part in message.parts {
        precondition(paths.insert(part.path).inserted)
        let within = part.within
        let size = within.map(\.decodedBody.count) ?? message.bytes.count
        precondition(part.headerRange.upperBound <= part.bodyRange.lowerBound && part.bodyRange.upperBound <= size)
        for child in part.children {
            precondition(child.parent?.path == part.path)
            guard child.within?.path != part.path else { continue }
            precondition(part.bodyRange.lowerBound <= child.headerRange.lowerBound)
            precondition(child.bodyRange.upperBound <= part.bodyRange.upperBound)
        }
    }
    for defect in message.defects { precondition(paths.contains(defect.path)) }
}

/// Every decoder of a header and of a body.
private func checkValues(_ message: Message) {
    for part in message.parts {
        for field in part.headers {
            _ = (field.value, field.addresses, field.addressGroups, field.date?.rfc3339, field.messageIDs, field.uris)
            _ = (field.received, field.authenticationResults)
        }
        _ = (part.contentType.charset, part.contentDisposition?.type, part.filename, part.contentID, part.transferEncoding)
        _ = (part.inReplyTo, part.references, part.trace, part.returnPath, part.resent, part.mailingList, part.receivedSPF)
        _ = (part.deliveryStatus, part.dispositionNotification, part.partialMessage, part.externalBody, part.calendarMethod)
        precondition(part.rawBody.count == part.bodyRange.count)
        let text = part.text
        precondition(String(validating: Array(text.utf8), as: UTF8.self) == text)
        precondition(part.text(ofFirst: .max) == text)
        _ = part.text(ofFirst: part.bodyRange.count / 2)
    }
    _ = (message.subject, message.from, message.to, message.cc, message.replyTo, message.date, message.messageID)
}

private func checkReading(_ message: Message) {
    let reading = message.reading
    _ = (reading.text, reading.html, reading.bestText, reading.files, reading.isSigned, reading.isEncrypted)
    precondition(reading.preview(length: 50).unicodeScalars.count <= 50)
}

// MARK: Pieces

private struct Recorder: MessageHandler {
    enum Event: Equatable {
        case began(String, Int)
        case content(String, Int)
        case ended(EndedPart)
        case found(Defect)
    }

    var events: [Event] = []
    var content: [String: [UInt8]] = [:]
    var ended: [String: EndedPart] = [:]

    mutating func began(_ part: StreamedPart) { events.append(.began(part.path, part.header.headers.count)) }

    mutating func content(_ bytes: Span<UInt8>, of path: String) {
        events.append(.content(path, bytes.count))
        bytes.withUnsafeBufferPointer { content[path, default: []].append(contentsOf: $0) }
    }

    mutating func ended(_ part: EndedPart) {
        events.append(.ended(part))
        ended[part.path] = part
    }

    mutating func found(_ defect: Defect) { events.append(.found(defect)) }
}

private func read(_ bytes: [UInt8], _ limits: Limits, by size: Int) -> Recorder {
    var stream = MessageStream(handler: Recorder(), limits: limits)
    var start = 0
    while start < bytes.count {
        let end = min(start + size, bytes.count)
        stream.receive(bytes.span.extracting(start..<end))
        start = end
    }
    stream.finish()
    return stream.handler
}

private func checkPieces(_ bytes: [UInt8], _ message: Message, _ limits: Limits, size: Int) {
    let whole = read(bytes, limits, by: max(bytes.count, 1))
    let pieces = read(bytes, limits, by: size)
    precondition(whole.events == pieces.events)
    precondition(whole.content == pieces.content)
    precondition(whole.ended.count == message.parts.count)
    for part in message.parts {
        let ended = whole.ended[part.path]
        precondition(ended?.headerRange == part.headerRange && ended?.bodyRange == part.bodyRange)
        if !part.isContainer { precondition(whole.content[part.path] ?? [] == part.decodedBody) }
    }
}
