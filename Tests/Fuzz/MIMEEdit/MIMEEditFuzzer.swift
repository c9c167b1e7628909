import MIME

/// Headers of any mail: what is inserted is read and nothing else changes, and every edit can be taken back.
///
/// The first byte says how many edits follow, of three bytes each; the rest is the mail.
func testEdit(_ input: UnsafeRawBufferPointer) {
    guard let count = input.first else { return }
    let script = [UInt8](input.dropFirst().prefix(3 * Int(count & 7)))
    let message = Message([UInt8](input.dropFirst(1 + script.count)), limits: noLimits)
    checkInserting(message)
    checkScript(script, message)
}

/// Under limits a field more may be one too many.
private let noLimits = Limits(depth: .max, parts: .max, headerBytes: .max, headerFields: .max)

private func must<Value>(_ work: () throws -> Value) -> Value {
    do { return try work() } catch { preconditionFailure("\(error)") }
}

/// A field at the top and one at the end of every part's header.
private func checkInserting(_ message: Message) {
    let editors = message.parts.filter { $0.within == nil }.map { part in
        must {
            var editor = try HeaderEditor(part)
            editor.insert(try HeaderLine("X-Postroom-Top", text: part.path))
            try editor.insert(try HeaderLine("X-Postroom-End", text: "grüße"), at: .end)
            return editor
        }
    }
    let edit = must { try MessageEdit(editors, of: message) }
    let after = Message(edit.apply(), limits: noLimits)
    checkUndoing(edit, message)
    let (parts, others) = (message.parts, after.parts)
    precondition(parts.count == others.count)
    for (part, other) in zip(parts, others) {
        precondition(part.path == other.path && part.contentType.essence == other.contentType.essence && part.filename == other.filename)
        precondition(part.isContainer || part.decodedBody == other.decodedBody)
        precondition(fields(part) == fields(other))
        guard part.within == nil else { continue }
        precondition(other.header("x-postroom-top")?.value == part.path)
        precondition(other.header("x-postroom-end")?.value == "grüße")
    }
}

/// The fields that were there before.
private func fields(_ part: Part) -> [[UInt8]] {
    part.headers.filter { !$0.name.hasPrefix("X-Postroom-") }.map { Array($0.name.utf8) + [0x3A] + $0.rawValue }
}

/// Any edits of the mail's own header: its body stays byte for byte.
private func checkScript(_ script: [UInt8], _ message: Message) {
    var editor = must { try HeaderEditor(message.root) }
    let names = message.root.headers.map(\.name).filter { !$0.isEmpty } + ["X-Other"]
    for start in stride(from: 0, to: script.count - 2, by: 3) {
        change(&editor, script[start], names[Int(script[start + 1]) % names.count], Int(script[start + 2]))
    }
    let edit = editor.edit
    checkUndoing(edit, message)
    let body = message.root.rawBody
    precondition(body.isEmpty || edit.apply().suffix(body.count) == body[...])
}

private func change(_ editor: inout HeaderEditor, _ kind: UInt8, _ name: String, _ argument: Int) {
    // A field that is not there, and a name that is none, are errors.
    let line = must { try HeaderLine("X-New", text: String(repeating: "wörter ", count: argument)) }
    switch kind % 8 {
    case 0: editor.insert(line)
    case 1: try? editor.insert(line, at: .end)
    case 2: try? editor.insert(line, at: .before(name, occurrence: argument % 3))
    case 3: try? editor.insert(line, at: .after(name, occurrence: argument % 3))
    case 4: try? editor.replace(name, occurrence: argument % 3, with: line.value)
    case 5: try? editor.rename(name, to: "X-\(argument)")
    case 6: try? editor.remove(name, occurrence: argument % 3)
    default: editor.removeAll(name)
    }
}

private func checkUndoing(_ edit: MessageEdit, _ message: Message) {
    let edited = edit.apply()
    precondition(edited.count == edit.count)
    precondition(must { try MessageEdit(edit.inverse, of: edited) }.apply() == message.bytes)
    var pieces: [UInt8] = []
    for segment in edit.segments {
        switch segment {
        case .original(let range): pieces += message.bytes[range]
        case .new(let bytes): pieces += bytes
        }
    }
    precondition(pieces == edited)
}
