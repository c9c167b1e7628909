import MIME

/// `edit` reads frames of mail. It inserts a field at the top and at the end of every part's header, checks that the parser reads them with all
/// else unchanged, that taking the edits back gives the identical bytes, and that the mail composed again has equal parts. It answers with what
/// is wrong, or with an empty frame.
func editCommand(_ arguments: [String]) -> Bool {
    guard arguments.isEmpty else { return false }
    var frames = Frames(readInput())
    while let frame = frames.next() {
        var output: [UInt8] = []
        let bytes = Array(frame)
        var wrong: [String] = []
        do {
            wrong += try editing(bytes)
        } catch {
            wrong.append("\(error)")
        }
        Frames.append(Array(wrong.joined(separator: "\n").utf8), to: &output)
        writeOutput(output)
    }
    return true
}

private func editing(_ bytes: [UInt8]) throws -> [String] {
    let message = Message(bytes)
    let parts = message.parts.filter { $0.within == nil }
    let editors = try parts.map { part in
        var editor = try HeaderEditor(part)
        editor.insert(try HeaderLine("X-Postroom-Top", text: part.path))
        try editor.insert(try HeaderLine("X-Postroom-End", text: "grüße"), at: .end)
        return editor
    }
    let edit = try MessageEdit(editors, of: message)
    let edited = edit.apply()
    var wrong: [String] = []
    if edited.count != edit.count { wrong.append("the result has \(edited.count) bytes, not \(edit.count)") }
    if try MessageEdit(edit.inverse, of: edited).apply() != bytes { wrong.append("taking it back does not give the mail") }
    let after = Message(edited)
    for part in after.parts where part.within == nil {
        if part.header("x-postroom-top")?.value != part.path { wrong.append("\(part.path) has no field at the top") }
        if part.header("x-postroom-end")?.value != "grüße" { wrong.append("\(part.path) has no field at the end") }
    }
    wrong += differences(message, after).map { "edited: \($0)" }
    if let copy = try? ComposedMessage(copying: message, boundarySeed: 1) {
        wrong += differences(message, Message(copy.bytes)).map { "composed: \($0)" }
    }
    return wrong
}

private func differences(_ message: Message, _ other: Message) -> [String] {
    let parts = message.parts
    let others = other.parts
    guard parts.count == others.count else { return ["\(others.count) parts, not \(parts.count)"] }
    return zip(parts, others).compactMap { part, other in
        let isEqual =
            part.path == other.path && part.contentType.essence == other.contentType.essence && part.filename == other.filename
            && (part.isContainer || part.decodedBody == other.decodedBody)
        return isEqual ? nil : "\(part.path) \(part.contentType.essence)"
    }
}
