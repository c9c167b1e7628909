import MIME

/// `stream SIZE…` reads mails as frames, each whole and in pieces of every size, and answers with a line for each mail: empty where all
/// readings are the same, else the first difference.
func streamCommand(_ arguments: [String]) -> Bool {
    let sizes = arguments.compactMap(Int.init)
    guard !sizes.isEmpty, sizes.count == arguments.count, sizes.allSatisfy({ $0 > 0 }) else { return false }
    var frames = Frames(readInput())
    var output: [UInt8] = []
    while let mail = frames.next() {
        output += "\(streamDifference(Array(mail), sizes) ?? "")\n".utf8
    }
    writeOutput(output)
    return true
}

/// Notes the calls of a stream by part.
private struct Recorder: MessageHandler {
    /// Every call but for content, in order.
    var calls: [String] = []
    var content: [String: [UInt8]] = [:]
    var types: [String: String] = [:]
    var ended: [String: EndedPart] = [:]
    var defects: Set<String> = []

    mutating func began(_ part: StreamedPart) {
        types[part.path] = part.header.contentType.essence
        calls.append("began \(part.path) \(part.header.headers.map { "\($0.name):\($0.rawValue)" })")
    }

    mutating func content(_ bytes: Span<UInt8>, of path: String) {
        bytes.withUnsafeBufferPointer { content[path, default: []].append(contentsOf: $0) }
    }

    mutating func ended(_ part: EndedPart) {
        ended[part.path] = part
        calls.append("ended \(part)")
    }

    mutating func found(_ defect: Defect) {
        defects.insert("\(defect)")
        calls.append("found \(defect)")
    }
}

private func streamed(_ mail: [UInt8], by size: Int) -> Recorder {
    var stream = MessageStream(handler: Recorder())
    for start in stride(from: 0, to: mail.count, by: size) { stream.receive(mail.span.extracting(start..<min(start + size, mail.count))) }
    stream.finish()
    return stream.handler
}

private func streamDifference(_ mail: [UInt8], _ sizes: [Int]) -> String? {
    let whole = streamed(mail, by: max(mail.count, 1))
    for size in sizes {
        let pieces = streamed(mail, by: size)
        if pieces.calls != whole.calls {
            let place = zip(pieces.calls, whole.calls).prefix { $0 == $1 }.count
            return "pieces of \(size): call \(place) is \(pieces.calls.dropFirst(place).first ?? "none")".oneLine
        }
        if let path = whole.content.keys.sorted().first(where: { whole.content[$0] != pieces.content[$0] }) {
            return "pieces of \(size): other content of \(path)"
        }
        if pieces.content.count != whole.content.count { return "pieces of \(size): content of more parts" }
    }
    return difference(Message(mail), whole)
}

/// What the stream read in another way than the whole message.
private func difference(_ message: Message, _ stream: Recorder) -> String? {
    guard stream.types.count == message.parts.count else { return "\(stream.types.count) parts, not \(message.parts.count)" }
    for part in message.parts {
        let path = part.path
        guard let end = stream.ended[path] else { return "\(path) has no end" }
        if stream.types[path] != part.contentType.essence { return "\(path) is \(stream.types[path] ?? "not there")".oneLine }
        if end.headerRange != part.headerRange || end.bodyRange != part.bodyRange || end.isOpaque != part.isOpaque {
            return "\(path) ends as \(end)".oneLine
        }
        if !part.isContainer, stream.content[path] ?? [] != part.decodedBody { return "\(path) has other content" }
    }
    let all = Set(message.defects.map { "\($0)" })
    if let missing = Set(message.structureDefects.map { "\($0)" }).subtracting(stream.defects).sorted().first {
        return "no \(missing)".oneLine
    }
    return stream.defects.subtracting(all).sorted().first.map { "only in the stream: \($0)".oneLine }
}

extension String {
    fileprivate var oneLine: String { String(map { $0.isNewline ? " " : $0 }) }
}
