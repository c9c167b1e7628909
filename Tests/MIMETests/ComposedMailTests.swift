import MIME
import Testing

/// Random compositions, read again by the parser.
@Suite struct ComposedMailTests {
    @Test(arguments: 0..<10)
    func everyCompositionIsReadBackEqual(seed: Int) throws {
        var mails = RandomMail(random: SplitMix(state: UInt64(seed) &* 0x2545_F491))
        for round in 0..<250 {
            let composer = mails.composer()
            let composed = try composer.compose(boundarySeed: UInt64(round % 3))
            let bytes = composed.bytes
            #expect(bytes.count == composed.count)
            var pieces: [UInt8] = []
            composed.forEachPiece { pieces += $0 }
            #expect(pieces == bytes)
            Self.expectLines(bytes)
            let message = Message(bytes)
            #expect(Self.differences(message, composer) == [], "seed \(seed), round \(round)")
        }
    }

    /// What of a mail is not as it was composed.
    private static func differences(_ message: Message, _ composer: MessageComposer) -> [String] {
        var result: [String] = []
        func expect(_ isEqual: Bool, _ what: String) { if !isEqual { result.append(what) } }
        let root = message.root
        expect(root.header("from")?.addresses == composer.from, "From \(root.header("from")?.addresses ?? []) \(composer.from)")
        expect((root.header("to")?.addresses ?? []) == composer.to, "To \(root.header("to")?.addresses ?? []) \(composer.to)")
        expect(root.header("sender")?.addresses.first == composer.sender, "Sender")
        expect(
            root.header("subject")?.value == composer.subject, "Subject \(root.header("subject")?.value ?? "") \(composer.subject ?? "")")
        expect(message.date == composer.date && message.messageID == composer.messageID, "Date or Message-ID")
        expect(root.references == composer.references && root.mimeVersion == "1.0", "References or MIME-Version")
        var expected: [(type: String, name: String?, id: String?, disposition: String?, body: [UInt8])] = []
        func add(_ type: String, _ text: String?) {
            if let text { expected.append((type, nil, nil, nil, RandomMail.canonical(text))) }
        }
        func add(_ files: [MessageComposer.File], _ disposition: String) {
            expected += files.map { ($0.mediaType, $0.name, $0.contentID, disposition, $0.bytes) }
        }
        add("text/plain", composer.text)
        add("text/html", composer.html)
        if composer.html != nil { add(composer.inlineFiles, "inline") }
        add("text/calendar", composer.calendar?.text)
        if composer.html == nil { add(composer.inlineFiles, "inline") }
        add(composer.attachments, "attachment")
        if expected.isEmpty { add("text/plain", "") }
        let leaves = message.parts.filter { !$0.isContainer }
        expect(leaves.count == expected.count, "\(leaves.count) leaves for \(expected.count)")
        for (leaf, wanted) in zip(leaves, expected) {
            expect(leaf.contentType.essence == wanted.type && leaf.contentDisposition?.type == wanted.disposition, "type of \(leaf.path)")
            expect(leaf.filename == wanted.name, "name of \(leaf.path): \(leaf.filename ?? "") \(wanted.name ?? "")")
            expect(leaf.contentID == wanted.id, "identifier of \(leaf.path)")
            expect(leaf.decodedBody == wanted.body, "body of \(leaf.path), \(leaf.transferEncoding.name)")
        }
        // Files keep whatever bytes they have; nothing else may be wrong.
        let allowed: Set<Defect.Code> = [.undeclaredEightBit, .nulByte, .bareCarriageReturn]
        let found = message.codes.subtracting(allowed)
        expect(found.isEmpty, "\(found)")
        return result
    }

    /// All lines end with CRLF and are short; all bytes are ASCII but NUL.
    static func expectLines(_ bytes: [UInt8]) {
        var start = 0
        var isFine = true
        for (index, byte) in bytes.enumerated() {
            if byte == 0x0A {
                if index == 0 || bytes[index - 1] != 0x0D || index - 1 - start > 998 { isFine = false }
                start = index + 1
            } else if byte == 0x0D, index + 1 == bytes.count || bytes[index + 1] != 0x0A {
                isFine = false
            }
            if byte == 0 || byte >= 0x80 { isFine = false }
        }
        #expect(isFine)
    }
}
