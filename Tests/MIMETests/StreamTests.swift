import MIME
import Testing

/// A mail that comes in pieces is read like one that is there whole.
@Suite struct StreamTests {
    /// Notes every call.
    struct Recorder: MessageHandler {
        enum Event: Equatable {
            case began(String, [String], String)
            case content(String, Int)
            case ended(EndedPart)
            case found(Defect)
        }

        var events: [Event] = []
        var content: [String: [UInt8]] = [:]
        var blocks: [Int] = []

        mutating func began(_ part: StreamedPart) {
            let fields = part.header.headers.map { "\($0.name):\(string($0.rawValue))" }
            events.append(.began(part.path, fields, part.header.contentType.essence))
        }

        mutating func content(_ bytes: Span<UInt8>, of path: String) {
            events.append(.content(path, bytes.count))
            blocks.append(bytes.count)
            for index in 0..<bytes.count { content[path, default: []].append(bytes[index]) }
        }

        mutating func ended(_ part: EndedPart) { events.append(.ended(part)) }

        mutating func found(_ defect: Defect) { events.append(.found(defect)) }

        var defects: [Defect] {
            events.compactMap { if case .found(let defect) = $0 { defect } else { nil } }
        }
    }

    static func read(_ bytes: [UInt8], by size: Int, limits: Limits = .standard) -> Recorder {
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

    /// The pieces do not matter, and the whole message says the same.
    static func expectSame(_ bytes: [UInt8], sizes: [Int], limits: Limits = .standard, _ comment: Comment? = nil) {
        let whole = read(bytes, by: max(bytes.count, 1), limits: limits)
        for size in sizes {
            let recorder = read(bytes, by: size, limits: limits)
            if recorder.events != whole.events {
                let place = zip(recorder.events, whole.events).prefix { $0 == $1 }.count
                let pair = (recorder.events.dropFirst(place).first, whole.events.dropFirst(place).first)
                Issue.record("pieces of \(size), event \(place): \(pair) \(comment ?? "") \(string(bytes).debugDescription.prefix(600))")
                return
            }
            #expect(recorder.content == whole.content, comment ?? "pieces of \(size)")
        }
        let message = Message(bytes, limits: limits)
        var begun: [String] = []
        var types: [String: String] = [:]
        var ended: [String: EndedPart] = [:]
        for event in whole.events {
            switch event {
            case .began(let path, _, let type):
                begun.append(path)
                types[path] = type
            case .ended(let part): ended[part.path] = part
            case .content, .found: break
            }
        }
        #expect(begun == message.parts.map(\.path), comment)
        for part in message.parts {
            #expect(types[part.path] == part.contentType.essence, comment)
            #expect(ended[part.path]?.headerRange == part.headerRange, comment)
            #expect(ended[part.path]?.bodyRange == part.bodyRange, comment)
            #expect(ended[part.path]?.isOpaque == part.isOpaque, comment)
            if !part.isContainer { #expect(whole.content[part.path] ?? [] == part.decodedBody, comment ?? "part \(part.path)") }
        }
        let structure = Set(message.structureDefects.map { "\($0)" })
        #expect(structure.subtracting(whole.defects.map { "\($0)" }) == [], comment)
        let all = Set(message.defects.map { "\($0)" })
        #expect(Set(whole.defects.map { "\($0)" }).subtracting(all) == [], comment)
    }

    @Test func everySampleMailInPiecesOfEverySize() {
        for sample in SampleMails.all { Self.expectSame(sample, sizes: Array(1...40) + [64, 100, 333, 1000]) }
    }

    @Test func limitsHoldInPieces() {
        for sample in SampleMails.all {
            for limit in 0..<8 {
                let limits = Limits(
                    depth: limit, parts: limit * 2, headerBytes: limit * 60, headerFields: limit + 1, embeddedBytes: limit * 40)
                Self.expectSame(sample, sizes: [1, 2, 3, 7, 50], limits: limits, "limits \(limit)")
                Self.expectSame(sample, sizes: [1, 5], limits: Limits(parts: limit), "parts \(limit)")
                Self.expectSame(sample, sizes: [1, 5], limits: Limits(headerBytes: limit * 30), "header bytes \(limit * 30)")
                Self.expectSame(sample, sizes: [1, 5], limits: Limits(embeddedBytes: limit * 20), "embedded \(limit * 20)")
            }
        }
    }

    @Test(arguments: 0..<24)
    func changedMailsInPieces(seed: Int) {
        var random = SplitMix(state: UInt64(seed) &* 0x9E37_79B9 &+ 77)
        for round in 0..<40 {
            var bytes = SampleMails.all[random.number(below: SampleMails.all.count)]
            let other = SampleMails.all[random.number(below: SampleMails.all.count)]
            for _ in 0..<random.number(below: 8) + 1 { MutationTests.mutate(&bytes, other, &random) }
            let limits =
                round % 3 == 0
                ? Limits(depth: 3, parts: 4, headerBytes: 300, headerFields: 5, embeddedBytes: 120) : .standard
            Self.expectSame(bytes, sizes: [1, 2, 3, 1 + random.number(below: 60)], limits: limits, "seed \(seed), round \(round)")
        }
    }

    @Test func contentComesInBlocksOfOneSize() {
        let text = String(repeating: "text of a line =C3=A9\r\n", count: 20_000)
        let mail = Array("Content-Transfer-Encoding: quoted-printable\r\n\r\n\(text)".utf8)
        let recorder = Self.read(mail, by: 1000)
        #expect(recorder.blocks.dropLast().allSatisfy { $0 == 65_536 })
        #expect(recorder.content["1"] == Message(mail).root.decodedBody)
        Self.expectSame(mail, sizes: [977, 65_536, 100_000])
    }

    @Test func aLongLineIsNotKept() {
        // Longer than any delimiter, and one that begins like one.
        let long = "--B" + String(repeating: " ", count: 3000) + "\r\n--B--" + String(repeating: "x", count: 3000) + "\r\n"
        let mail = Array("Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\n\r\n\(long)--B--\r\n".utf8)
        Self.expectSame(mail, sizes: [1, 7, 500])
        #expect(Message(mail).parts.count == 2)
    }

    @Test func longWhiteSpaceInQuotedPrintable() {
        for count in [65_534, 65_535, 65_536, 65_537, 65_538, 65_540, 140_000] {
            for end in ["\r\n", "\n", "x\r\n", "", "\r", "\rx\n"] {
                for start in ["a", "=", "=20", "=4", "\r\n", ""] {
                    let body = start + String(repeating: " ", count: count) + end + "next"
                    let mail = Array("Content-Transfer-Encoding: quoted-printable\r\n\r\n\(body)".utf8)
                    Self.expectSame(mail, sizes: [30_000, 65_536, 70_000], "\(count) \(end.debugDescription) \(start.debugDescription)")
                }
            }
        }
    }

    @Test func whatComesBehindTheEndIsIgnored() {
        var stream = MessageStream(handler: Recorder())
        stream.receive(Array("Subject: a\r\n\r\nb".utf8).span)
        stream.finish()
        let events = stream.handler.events
        stream.receive(Array("c".utf8).span)
        stream.finish()
        #expect(stream.handler.events == events)
        #expect(stream.handler.content == ["1": Array("b".utf8)])
    }
}
