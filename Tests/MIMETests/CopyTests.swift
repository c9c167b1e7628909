import MIME
import Testing

/// What was read is composed again: the same tree, types, names and decoded bytes.
@Suite struct CopyTests {
    @Test func sampleMails() throws {
        for sample in SampleMails.all { #expect(try difference(sample) == nil) }
    }

    @Test(arguments: 0..<16)
    func changedMails(seed: Int) {
        var random = SplitMix(state: UInt64(seed) &* 0x6C07_8965)
        let sample = SampleMails.all[seed % SampleMails.all.count]
        var refused = 0
        for round in 0..<100 {
            var bytes = sample
            for _ in 0..<random.number(below: 8) + 1 {
                MutationTests.mutate(&bytes, SampleMails.all[round % SampleMails.all.count], &random)
            }
            do {
                let found = try difference(bytes)
                #expect(found == nil, "seed \(seed), round \(round): \(String(reflecting: string(bytes)))")
            } catch {
                // A type or a parameter with a name that no mail may have.
                refused += 1
            }
        }
        #expect(refused < 20)
    }

    private func difference(_ bytes: [UInt8]) throws -> String? {
        let message = Message(bytes)
        let copy = Message(try ComposedMessage(copying: message, boundarySeed: 1).bytes)
        for (part, other) in zip(message.parts, copy.parts) {
            // Bytes that no field can have become spaces.
            let subject = part.header("subject")?.rawValue ?? []
            let hasControls = zip(subject, subject.dropFirst() + [0x0A]).contains { $0 == 0 || $0 == 0x0D && $1 != 0x0A }
            let before = Self.description(part, withSubject: !hasControls)
            let after = Self.description(other, withSubject: !hasControls)
            if before != after { return "\(before)\n\(after)" }
        }
        return message.parts.count == copy.parts.count ? nil : "\(message.shape)\n\(copy.shape)"
    }

    private static func description(_ part: Part, withSubject: Bool) -> String {
        let type = part.contentType
        let subject = withSubject ? part.header("subject")?.value : nil
        let charset = type.charset.map { $0.utf8.allSatisfy { $0 < 0x80 } ? $0 : "" }
        let body = part.isContainer ? "" : "\(part.decodedBody)"
        return "\(part.path) \(type.essence) \(charset ?? "-") \(part.filename ?? "-") \(part.contentDisposition?.type ?? "-") "
            + "\(type.parameter("format") ?? "-") \(subject ?? "-") \(body)"
    }
}
