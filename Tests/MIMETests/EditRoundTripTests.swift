import MIME
import Testing

/// Edits of mails of every kind: the parser reads them, nothing else changes, and taking them back gives the identical bytes.
@Suite struct EditRoundTripTests {
    @Test func sampleMails() throws {
        for sample in SampleMails.all {
            try check(sample)
            for count in stride(from: 0, to: sample.count, by: 13) { try check(Array(sample[..<count])) }
        }
    }

    @Test(arguments: 0..<16)
    func changedMails(seed: Int) throws {
        var random = SplitMix(state: UInt64(seed) &* 0x51_7C_C1B7)
        let sample = SampleMails.all[seed % SampleMails.all.count]
        for round in 0..<40 {
            var bytes = sample
            for _ in 0..<random.number(below: 8) + 1 {
                MutationTests.mutate(&bytes, SampleMails.all[round % SampleMails.all.count], &random)
            }
            try check(bytes)
        }
    }

    private func check(_ bytes: [UInt8]) throws {
        let message = Message(bytes)
        let before = Self.contents(message)
        for part in message.parts where part.within == nil {
            let path = part.path
            for place in [HeaderEditor.Place.top, .end] {
                var editor = try HeaderEditor(part)
                try editor.insert(try HeaderLine("X-Inserted-Here", text: "grüße"), at: place)
                let edited = try undone(editor.edit, bytes)
                let after = Message(edited)
                #expect(
                    after.part(path)?.header("x-inserted-here")?.value == "grüße",
                    "\(place) of \(path) in \(String(reflecting: string(bytes)))")
                #expect(Self.contents(after) == before, "\(place) of \(path) in \(String(reflecting: string(bytes)))")
            }
            var editor = try HeaderEditor(part)
            for field in part.headers where !field.name.isEmpty && !field.name.utf8.starts(with: "Content".utf8) {
                guard editor.count(of: field.name) > 0 else { continue }
                switch field.name.utf8.count % 3 {
                case 0: try editor.replace(field.name, with: FieldValue(text: "new"))
                case 1: try editor.remove(field.name)
                default: try editor.rename(field.name, to: "X-Renamed")
                }
            }
            _ = try undone(editor.edit, bytes)
        }
    }

    private func undone(_ edit: MessageEdit, _ bytes: [UInt8]) throws -> [UInt8] {
        let edited = edit.apply()
        #expect(edited.count == edit.count)
        #expect(try MessageEdit(edit.inverse, of: edited).apply() == bytes)
        return edited
    }

    /// Every part with its type and, for leaves, its bytes.
    static func contents(_ message: Message) -> [String] {
        message.parts.map { "\($0.path) \($0.contentType.essence) \($0.filename ?? "") \($0.isContainer ? "" : "\($0.decodedBody)")" }
    }
}
