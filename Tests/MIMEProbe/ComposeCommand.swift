import FoundationEssentials
import MIME

/// A composition as JSON; bytes are in base64.
private struct Composition: Decodable {
    struct Mailbox: Decodable {
        var name: String
        var address: String
        var value: Address { Address(name: name, address: address) }
    }

    struct File: Decodable {
        var name: String?
        var type: String
        var data: Data
        var contentID: String?
        var value: MessageComposer.File { MessageComposer.File(name: name, mediaType: type, bytes: Array(data), contentID: contentID) }
    }

    var from: [Mailbox]
    var to: [Mailbox]
    var subject: String
    var seconds: Int
    var offset: Int
    var messageID: String
    var references: [String]
    var text: String?
    var html: String?
    var calendar: String?
    var inline: [File]
    var attachments: [File]
    var seed: UInt64

    func composed() throws -> ComposedMessage {
        var composer = MessageComposer(
            from: from.map(\.value), date: DateTime(secondsSince1970: seconds, offsetMinutes: offset), messageID: messageID)
        composer.to = to.map(\.value)
        composer.subject = subject
        composer.references = references
        (composer.text, composer.html) = (text, html)
        composer.calendar = calendar.map { MessageComposer.Calendar(text: $0, method: "REQUEST") }
        composer.inlineFiles = inline.map(\.value)
        composer.attachments = attachments.map(\.value)
        return try composer.compose(boundarySeed: seed)
    }
}

/// `compose` reads frames of JSON, each a composition, and answers with frames of mail.
func composeCommand(_ arguments: [String]) -> Bool {
    guard arguments.isEmpty else { return false }
    var frames = Frames(readInput())
    while let frame = frames.next() {
        var output: [UInt8] = []
        do {
            let composition = try JSONDecoder().decode(Composition.self, from: Data(frame))
            Frames.append(try composition.composed().bytes, to: &output)
        } catch {
            writeOutput(Array("\(error)\n".utf8), to: 2)
            return false
        }
        writeOutput(output)
    }
    return true
}

/// `copy` reads frames of mail and answers with each of them composed again; with an empty frame where its header has what none may have.
func copyCommand(_ arguments: [String]) -> Bool {
    guard arguments.isEmpty else { return false }
    var frames = Frames(readInput())
    while let frame = frames.next() {
        var output: [UInt8] = []
        let copy = try? ComposedMessage(copying: Message(Array(frame)), boundarySeed: 1)
        Frames.append(copy?.bytes ?? [], to: &output)
        writeOutput(output)
    }
    return true
}
