import MIME
import Testing

/// Mails changed at random, from fixed seeds: whatever they are, everything about them can be asked for, and offsets make sense.
@Suite struct MutationTests {
    @Test(arguments: 0..<28)
    func anyChangedMailCanBeRead(seed: Int) {
        var random = SplitMix(state: UInt64(seed) &* 0x9E37_79B9)
        let sample = SampleMails.all[seed % SampleMails.all.count]
        let other = SampleMails.all[(seed / SampleMails.all.count + 1) % SampleMails.all.count]
        for round in 0..<120 {
            var bytes = sample
            for _ in 0..<random.number(below: 8) + 1 { Self.mutate(&bytes, other, &random) }
            let limits = round % 3 == 0 ? Limits(depth: 3, parts: 4, headerBytes: 300, headerFields: 5, embeddedBytes: 120) : .standard
            let message = Message(bytes, limits: limits)
            #expect(message.bytes == bytes)
            expectNested(message, "seed \(seed), round \(round)")
            Self.readEverything(message)
        }
    }

    @Test func everyPrefixOfAMailCanBeRead() {
        for sample in SampleMails.all {
            for count in 0...sample.count {
                let message = Message(Array(sample[..<count]))
                expectNested(message)
                if count % 7 == 0 { Self.readEverything(message) }
            }
        }
    }

    /// Computes all that a message offers; a trap in it fails the test run.
    private static func readEverything(_ message: Message) {
        let paths = Set(message.parts.map(\.path))
        #expect(paths.count == message.parts.count)
        #expect(message.defects.allSatisfy { paths.contains($0.path) })
        #expect(message.structureDefects.count <= message.defects.count)
        let reading = message.reading
        _ = (reading.text, reading.html, message.subject, message.messageID, message.date?.rfc3339)
        for part in message.parts {
            #expect(part.children.allSatisfy { $0.parent?.path == part.path })
            _ = (part.decodedBody, part.text, part.filename, part.contentID, part.contentType.charset, part.contentDisposition?.type)
            for field in part.headers { _ = (field.value, field.addresses, field.date?.rfc3339) }
        }
    }

    /// Pieces of syntax that matter somewhere.
    static let pieces: [[UInt8]] = [
        "\r\n", "\n", "\r", "\r\n\r\n", "--", "--B\r\n", "\r\n--B", "--B--", "--AA\r\n", "--=_1\r\n", ":", ";", "\"", "(", ")", "<", ">",
        "@", ",",
        "[", "]", "\\", "=?utf-8?Q?", "?=", "=", "=3D", "=\r\n", "*0*=", "*=", "''", "%", " ", "\t", "\0", "\u{FEFF}",
        "Content-Type: message/rfc822\r\n",
        "Content-Type: multipart/mixed; boundary=B\r\n", "Content-Transfer-Encoding: base64\r\n", "From ", "boundary=",
        "99999999999999999999",
    ].map { Array($0.utf8) }

    static func mutate(_ bytes: inout [UInt8], _ other: [UInt8], _ random: inout SplitMix) {
        let place = random.number(below: bytes.count + 1)
        let length = min(random.number(below: 40), bytes.count - place)
        switch random.number(below: 6) {
        case 0: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
        case 1: if place < bytes.count { bytes[place] = UInt8(truncatingIfNeeded: random.next()) }
        case 2: bytes.removeSubrange(place..<(place + length))
        case 3: bytes.insert(contentsOf: pieces[random.number(below: pieces.count)], at: place)
        case 4: bytes.insert(contentsOf: Array(bytes[place..<(place + length)]), at: random.number(below: bytes.count + 1))
        default:
            let start = random.number(below: other.count)
            bytes.insert(contentsOf: other[start..<min(start + 60, other.count)], at: place)
        }
    }
}

/// A small generator with a known sequence (SplitMix64).
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    mutating func number(below limit: Int) -> Int { Int(next() % UInt64(limit)) }
}
