import MIME
import Testing

/// The parts that a composer makes, and how it encodes them.
@Suite struct ComposerTests {
    private let date = DateTime(secondsSince1970: 1_795_250_000, offsetMinutes: 60)
    private let png = MessageComposer.File(name: "a.png", mediaType: "image/png", bytes: [0x89, 0x50], contentID: "i@x")

    private func composer() -> MessageComposer {
        MessageComposer(from: [Address(name: "Jane", address: "jane@example.com")], date: date, messageID: "1@example.com")
    }

    private func shape(_ change: (inout MessageComposer) -> Void) throws -> [String] {
        var composer = composer()
        change(&composer)
        return Message(try composer.compose(boundarySeed: 7).bytes).shape
    }

    /// A leaf alone, as the root of a mail.
    private func encoded(_ content: PartContent) throws -> Part {
        let part = Message(try ComposedMessage(fields: [], content: content, boundarySeed: 1).bytes).root
        return part
    }

    @Test func thePartsFollowFromWhatThereIs() throws {
        #expect(try shape { $0.text = "a" } == ["1 text/plain"])
        #expect(try shape { _ in } == ["1 text/plain"])
        #expect(try shape { ($0.text, $0.html) = ("a", "b") } == ["1 multipart/alternative", "1.1 text/plain", "1.2 text/html"])
        let all = try shape {
            ($0.text, $0.html, $0.inlineFiles, $0.attachments) = ("a", "b", [png], [png])
            $0.calendar = MessageComposer.Calendar(text: "c", method: "REQUEST")
            $0.attachments.append(
                MessageComposer.File(name: "m.eml", mediaType: "message/rfc822", bytes: Array("Subject: x\r\n\r\ny".utf8)))
        }
        #expect(
            all == [
                "1 multipart/mixed", "1.1 multipart/alternative", "1.1.1 text/plain", "1.1.2 multipart/related", "1.1.2.1 text/html",
                "1.1.2.2 image/png", "1.1.3 text/calendar", "1.2 image/png", "1.3 message/rfc822", "1.3.1 text/plain",
            ])
        #expect(try shape { $0.inlineFiles = [png] } == ["1 multipart/mixed", "1.1 image/png"])
        #expect(try shape { ($0.html, $0.inlineFiles) = ("b", [png]) } == ["1 multipart/related", "1.1 text/html", "1.2 image/png"])
    }

    @Test func theReaderSeesThem() throws {
        var composer = composer()
        (composer.text, composer.html) = ("plain", "<img src=\"cid:i@x\">")
        (composer.inlineFiles, composer.attachments) = (
            [png], [MessageComposer.File(name: "Grüße.pdf", mediaType: "application/pdf", bytes: [1])]
        )
        composer.calendar = MessageComposer.Calendar(text: "BEGIN:VCALENDAR\nMETHOD:REQUEST", method: "REQUEST")
        let message = Message(try composer.compose(boundarySeed: 1).bytes)
        #expect(message.defects.isEmpty)
        #expect(message.reading.text == "plain")
        #expect(Set(message.reading.files.map(\.name)) == ["a.png", "Grüße.pdf", "invite.ics"])
        #expect(message.reading.files.first { $0.name == "a.png" }?.isInline == true)
        #expect(message.parts.first { $0.contentType.essence == "text/calendar" }?.calendarMethod == "REQUEST")
    }

    @Test func encodingsAreTheShortestThatIsSafe() throws {
        let long = String(repeating: "x", count: 79)
        let cases: [(String, TransferEncoding)] = [
            ("plain\n", .sevenBit), ("", .sevenBit), (long, .quotedPrintable), ("From x\n", .quotedPrintable), (".\n", .sevenBit),
            ("a long line of ASCII with an ü in it, and more text\n", .quotedPrintable), ("日本語", .base64), ("a\0", .quotedPrintable),
        ]
        for (text, encoding) in cases {
            let part = try encoded(.text(text))
            #expect(part.transferEncoding == encoding, "\(text)")
            #expect(part.decodedBody == RandomMail.canonical(text))
        }
        #expect(string(try encoded(.text("From x\n.\nü " + long)).rawBody).hasPrefix("=46rom x\r\n=2E\r\n=C3"))
        #expect(try encoded(.attachment([0x61], name: nil)).transferEncoding == .base64)
        #expect(try encoded(.attachment([0x61, 0x0A], name: nil, mediaType: "text/csv")).transferEncoding != .sevenBit)
        #expect(try encoded(.message(Array("A: ü\r\n\r\n".utf8))).transferEncoding == .eightBit)
        let around = try encoded(.multipart("mixed", [.multipart("mixed", [.message(Array("A: ü\r\r\n\r\n".utf8))])]))
        #expect(around.transferEncoding == .binary && around.children[0].transferEncoding == .binary)
    }

    @Test func aBoundaryIsNeverInTheContent() throws {
        func boundary(_ parts: [PartContent]) throws -> String {
            let bytes = try ComposedMessage(fields: [], content: .multipart("mixed", parts), boundarySeed: 42).bytes
            #expect(Message(bytes).root.children.count == parts.count)
            return try #require(Message(bytes).root.contentType.parameter("boundary"))
        }
        // Each mail has the boundary that the seed gave to the one before it, at the beginning of a line.
        var parts: [PartContent] = [.text("x")]
        var seen: Set<String> = []
        for index in 0..<12 {
            let next = try boundary(parts)
            #expect(seen.insert(next).inserted)
            switch index % 6 {
            case 0: parts.append(.text("--\(next)"))
            case 1: parts.append(.message(Array("--\(next)--\r\n".utf8)))
            case 2: parts.append(PartContent("text/plain", content: .encoded(Array("a\r--\(next)x".utf8), .sevenBit)))
            case 3: parts.append(PartContent("text/plain", fields: [try HeaderLine("--\(next)", text: "")], content: .bytes([])))
            case 4: parts.append(PartContent("text/plain", content: .encoded(Array("\n--\(next)\n".utf8), .quotedPrintable)))
            default: parts.append(PartContent("text/plain", content: .encoded(Array("\n--\(next)".utf8), .base64)))
            }
        }
        // The same seed gives the same bytes.
        #expect(try boundary(parts) == boundary(parts))
        let nested = try ComposedMessage(fields: [], content: .multipart("mixed", [.multipart("mixed", [])]), boundarySeed: 42)
        #expect(Message(nested.bytes).shape == ["1 multipart/mixed", "1.1 multipart/mixed", "1.1.1 text/plain"])
    }

    @Test func largeFilesAreWrittenInPieces() throws {
        let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        let composed = try ComposedMessage(
            fields: [], content: .multipart("mixed", [.attachment(bytes, name: "a"), .attachment(bytes, name: "b")]), boundarySeed: 1)
        var largest = 0
        var whole: [UInt8] = []
        composed.forEachPiece {
            largest = max(largest, $0.count)
            whole += $0
        }
        #expect(largest < 100_000 && whole.count == composed.count)
        #expect(Message(whole).root.children.map(\.decodedBody) == [bytes, bytes])
    }

    @Test func deepTreesAreWrittenWithoutRecursion() throws {
        var part = PartContent.text("x")
        for _ in 0..<2000 { part = .multipart("mixed", [part]) }
        let bytes = try ComposedMessage(fields: [], content: part, boundarySeed: 1).bytes
        #expect(Message(bytes, limits: Limits(depth: 3000)).parts.count == 2001)
    }

    @Test func fieldsOfTheTreeAreNotWrittenTwice() throws {
        let fields = [
            try HeaderLine("Content-Type", text: "x/y"), try HeaderLine("mime-version", text: "2"), try HeaderLine("X-A", text: "b"),
        ]
        var part = PartContent.attachment([1], name: "a")
        part.fields = [try HeaderLine("Content-Disposition", text: "inline"), try HeaderLine("Content-Description", text: "ü")]
        let message = Message(try ComposedMessage(fields: fields, content: part, boundarySeed: 1).bytes)
        #expect(message.defects.isEmpty && message.root.contentType.essence == "application/octet-stream")
        #expect(message.root.contentDescription == "ü" && message.root.header("x-a")?.value == "b" && message.root.mimeVersion == "1.0")
        #expect(message.root.contentDisposition?.type == "attachment")
    }
}
