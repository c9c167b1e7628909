import Foundation
import MIME
import Mail
import MailContract
import Testing

@Suite("Part tables")
struct PartTableTests {
    private static let mixed = """
        From: a@x\r
        Content-Type: multipart/mixed; boundary=o\r
        Content-Transfer-Encoding: base64\r
        \r
        Preamble\r
        --o\r
        Content-Type: multipart/alternative; boundary=i\r
        \r
        --i\r
        \r
        plain\r
        --i\r
        Content-Type: text/html\r
        Content-Transfer-Encoding: quoted-printable\r
        \r
        <p>gr=C3=BC=C3=9Fe =\r
        \r
        --i--\r
        --o\r
        Content-Type: message/rfc822\r
        \r
        Subject: inside\r
        Content-Transfer-Encoding: base64\r
        \r
        aW5zaWRl\r
        --o\r
        Content-Type: application/pdf\r
        Content-Transfer-Encoding: base64\r
        \r
        JVBE\r
        Rg==\r
        --o\r
        --o--\r
        Epilogue\r

        """

    private static let samples: [String: String] = [
        "nothing": "",
        "plain": "Subject: a\r\n\r\nbody\r\n",
        "mixed": mixed,
        "mixed, LF": mixed.replacingOccurrences(of: "\r\n", with: "\n"),
        "mixed, cut": String(mixed.prefix(380)),
        "no body": "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b",
        "an unknown encoding": "Content-Transfer-Encoding: x-own\r\n\r\nbody\r\n",
        "digest":
            "Content-Type: multipart/digest; boundary=b\r\n\r\n--b\r\n\r\nSubject: a\r\n\r\none\r\n--b\r\n\r\nSubject: b\r\n\r\ntwo\r\n--b--\r\n",
        "an encoded message": """
        Content-Type: multipart/mixed; boundary=b\r
        \r
        --b\r
        Content-Type: message/rfc822\r
        Content-Transfer-Encoding: base64\r
        \r
        \(Data("Subject: inside\r\n\r\nbody\r\n".utf8).base64EncodedString())\r
        --b\r
        \r
        behind\r
        --b--\r

        """,
    ]

    @Test("Each part is found in the mail's bytes, and decoded from them alone", arguments: samples.keys.sorted())
    func places(_ name: String) throws {
        let bytes = Array(try #require(Self.samples[name]).utf8)
        let message = Message(bytes)
        let table = PartTable(message)
        let parts = message.parts.filter { $0.within == nil }
        #expect(table.entries.map(\.path) == parts.map(\.path))
        for part in parts {
            let (body, encoding) = try #require(table[part.path], "\(part.path)")
            #expect(encoding.decode(Array(bytes[body])) == part.decodedBody, "\(part.path)")
        }
        #expect(table["2"] == nil && table["1.9"] == nil && table[""] == nil)
    }

    @Test("A table is read again from its JSON", arguments: samples.keys.sorted())
    func roundTrip(_ name: String) throws {
        let table = PartTable(Message(Array(try #require(Self.samples[name]).utf8)))
        #expect(try JSONDecoder().decode(PartTable.self, from: JSONEncoder().encode(table)) == table)
    }

    @Test("A mail of many or of large parts has a table of those that fit")
    func limit() throws {
        for (count, size) in [(40, 1), (40, 5000), (7, 700_000)] {
            let body = String(repeating: "x", count: size)
            let parts = (1...count).map { _ in "--b\r\n\r\n\(body)\r\n" }.joined()
            let message = Message(Array("Content-Type: multipart/mixed; boundary=b\r\n\r\n\(parts)--b--\r\n".utf8))
            let table = PartTable(message)
            #expect(try JSONEncoder().encode(table).count <= PartTable.textLimit + 2)
            #expect(table.entries.count > 7 && table.entries.count <= message.parts.count)
            for (entry, part) in zip(table.entries, message.parts) { #expect(entry.body == part.bodyRange && entry.path == part.path) }
        }
    }

    @Test("What the limits kept closed has no encoding, and the parts behind it have their numbers")
    func opaque() throws {
        let message = Message(Array(Self.mixed.utf8), limits: Limits(depth: 2))
        let table = PartTable(message)
        let opaque = message.parts.filter { $0.isOpaque }.map(\.path)
        #expect(!opaque.isEmpty)
        #expect(table.entries.map(\.path) == message.parts.map(\.path))
        #expect(table.entries.filter { $0.encoding == nil }.map(\.path) == opaque)
    }

    @Test(
        "A text that nobody wrote is read as far as it can be",
        arguments: [
            "", "A", "AA", "AAA", "ÄÄÄ", "____", "_______________", "P__", "AAAP__AAA", " AAA", "AAA AAA",
            String(repeating: "AgB", count: 500),
        ])
    func broken(_ text: String) throws {
        let table = try JSONDecoder().decode(PartTable.self, from: JSONEncoder().encode(text))
        for entry in table.entries { #expect(entry.body.lowerBound >= 0 && !entry.path.isEmpty) }
    }
}
