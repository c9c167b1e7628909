import MIME

/// `parse` reads mails as frames, and answers with a line of JSON for each: all that the library reads in it.
func parseCommand(_ arguments: [String]) -> Bool {
    guard arguments.isEmpty else { return false }
    var frames = Frames(readInput())
    var output: [UInt8] = []
    while let mail = frames.next() {
        json(of: Message(Array(mail))).append(to: &output)
        output += "\n".utf8
        guard output.count > 1 << 20 else { continue }
        writeOutput(output)
        output.removeAll(keepingCapacity: true)
    }
    writeOutput(output)
    return true
}

private func json(of message: Message) -> JSON {
    let reading = message.reading
    return .object([
        ("parts", .array(message.parts.map(json))),
        ("text_body", JSON(reading.textBody.map(\.path))),
        ("html_body", JSON(reading.htmlBody.map(\.path))),
        ("attachments", JSON(reading.attachments.map(\.path))),
        (
            "defects",
            .array(
                message.defects.map {
                    .object([("code", .string($0.code.rawValue)), ("path", .string($0.path)), ("detail", .string($0.detail))])
                })
        ),
    ])
}

private let parameterNames = ["boundary", "charset", "delsp", "format", "method", "micalg", "name", "protocol", "start", "type"]
private let addressFields: Set<String> = ["from", "sender", "reply-to", "to", "cc", "bcc"]

private func json(of part: Part) -> JSON {
    let type = part.contentType
    var members: [(String, JSON)] = [
        ("path", .string(part.path)),
        ("type", .string(type.essence)),
        ("parameters", .object(parameterNames.compactMap { name in type.parameter(name).map { (name, .string($0)) } })),
        ("encoding", .string(part.transferEncoding.name)),
        ("disposition", JSON(part.contentDisposition?.type)),
        ("filename", JSON(part.filename)),
        ("content_id", JSON(part.contentID)),
        ("message_id", JSON(part.messageID)),
        ("references", JSON(part.references)),
        ("in_reply_to", JSON(part.inReplyTo)),
        ("is_container", .bool(part.isContainer)),
        ("is_opaque", .bool(part.isOpaque)),
        ("fields", .array(part.headers.map { JSON([$0.name, $0.value]) })),
    ]
    for field in part.headers where addressFields.contains(field.name.lowercased()) {
        guard !members.contains(where: { $0.0 == field.name.lowercased() }) else { continue }
        members.append((field.name.lowercased(), .array(field.addresses.map { JSON([$0.name, $0.address]) })))
    }
    if let date = part.header("date")?.date { members.append(("date", .string(date.rfc3339))) }
    guard !part.isContainer else { return .object(members) }
    members.append(("body", .base64(part.decodedBody)))
    if type.type == "text" { members.append(("text", .string(part.text))) }
    return .object(members)
}
