import MIME
import Testing

/// Values of header fields, as they are written and as they are read again.
@Suite struct FieldValueTests {
    /// The field as it stands in a mail that is otherwise empty.
    private func written(_ name: String, _ value: FieldValue) throws -> String {
        var editor = try HeaderEditor(Message([]).root)
        editor.insert(try HeaderLine(name, value))
        let text = string(editor.edit.apply())
        expectLines(text)
        return text
    }

    private func read(_ name: String, _ value: FieldValue) throws -> HeaderField {
        let message = Message(Array(try written(name, value).utf8))
        #expect(message.root.headers.count == 1 && message.defects.isEmpty, "\(value)")
        return try #require(message.root.headers.first)
    }

    private func expectLines(_ text: String) {
        for line in text.split(separator: "\r\n") {
            #expect(!line.utf8.contains(0x0A) && !line.utf8.contains(0x0D) && line.utf8.count <= 998)
            let isOneWord = line.drop { $0 == " " || $0 == "\t" }.split(separator: " ").count <= 2
            #expect(line.utf8.count <= 78 || isOneWord || line.contains("\"b c"), "\(line)")
            for word in line.split(separator: " ") where word.contains("=?") { #expect(word.utf8.count <= 75, "\(word)") }
            #expect(!line.allSatisfy { $0 == " " || $0 == "\t" })
        }
    }

    @Test func textIsEncodedOnlyWhereItHasToBe() throws {
        let cases = [
            ("plain words", "plain words"), ("", ""), ("a für b", "a =?utf-8?Q?f=C3=BCr?= b"), ("Grüße", "=?utf-8?B?R3LDvMOfZQ==?="),
            ("日本", "=?utf-8?B?5pel5pys?="), ("=?utf-8?Q?x?=", "=?utf-8?B?PT91dGYtOD9RP3g/PQ==?="),
            ("ü ö x", "=?utf-8?B?w7wgw7Y=?= x"), (" x", "=?utf-8?Q?_x?="), ("a  b c", "=?utf-8?Q?a__b?= c"), ("  ", "=?utf-8?Q?__?="),
            ("a=b? c", "a=b? c"),
        ]
        for (text, value) in cases {
            #expect(FieldValue(text: text).unfolded == value)
            #expect(try read("Subject", FieldValue(text: text)).value == text)
        }
    }

    @Test func noValueMakesAnotherField() throws {
        #expect(try read("Subject", FieldValue(text: "a\r\nBcc: x\ny\rz\0w")).value == "a Bcc: x y z w")
        for value in ["a\r\nBcc: x", "a\n b", "a\rb", "a\0b"] {
            #expect(throws: FieldError.self) { try FieldValue(raw: value.utf8) }
            #expect(throws: FieldError.self) { try FieldValue(messageIDs: [value]) }
            #expect(throws: FieldError.self) { try FieldValue(addresses: [Address(name: "", address: "\(value)@example.com")]) }
            #expect(throws: FieldError.self) { try FieldValue(addresses: [Address(name: "", address: "\"\(value)\"@example.com")]) }
            #expect(throws: FieldError.self) { try FieldValue(mediaType: "text/\(value)") }
            #expect(throws: FieldError.self) { try FieldValue(disposition: value) }
            #expect(throws: FieldError.self) { try FieldValue(disposition: "inline", parameters: [Parameter(value, "x")]) }
            #expect(throws: FieldError.self) { try HeaderLine(value, text: "") }
            let named = try read("To", FieldValue(addresses: [Address(name: value, address: "a@example.com")]))
            #expect(named.addresses.map(\.address) == ["a@example.com"])
            let file = try written("Content-Disposition", FieldValue(disposition: "inline", parameters: [Parameter("filename", value)]))
            #expect(Message(Array(file.utf8)).root.filename == value)
        }
        for name in ["", "a b", "a:", "ü", "a\t"] { #expect(throws: FieldError.self) { try HeaderLine(name, text: "") } }
    }

    @Test func longTextIsCutBetweenCharacters() throws {
        let family = "👨‍👩‍👧‍👦"
        for text in [
            String(repeating: family, count: 40), String(repeating: "e\u{301}", count: 90), String(repeating: "日本語 ", count: 50) + "x",
            String(repeating: "ü", count: 300), "x" + String(repeating: "\u{301}", count: 400), String(repeating: "word ", count: 60) + "ü",
            String(repeating: "a", count: 3000), String(repeating: "a", count: 800) + " b",
        ] {
            let value = FieldValue(text: text)
            let field = try read("Subject", value)
            #expect(field.value == text)
            let words = value.unfolded.split(separator: " ")
            for (word, next) in zip(words, words.dropFirst() + [""]) where word.hasPrefix("=?") {
                let piece = HeaderField(name: "x", rawValue: Array(word.utf8)).value
                #expect(!piece.unicodeScalars.contains("\u{FFFD}"))
                // Words that others follow have no padding: GMime joins base64 before it decodes it.
                #expect(!word.hasPrefix("=?utf-8?B?") || !word.hasSuffix("=?=") || !next.hasPrefix("=?"), "\(word)")
                if text.hasPrefix("e\u{301}") { #expect(piece.allSatisfy { "\($0)" == "e\u{301}" }) }
            }
        }
    }

    @Test func addresses() throws {
        let list = [
            Address(name: "Jane Doe", address: "jane@example.com"), Address(name: "", address: "a@b.test"),
            Address(name: "Doe, \"J\" \\ (x)", address: "\"a b\"@example.com"), Address(name: "Jürgen Groß", address: "j@[192.0.2.1]"),
            Address(name: "=?utf-8?Q?x?=", address: "x@y.test"), Address(name: "J. D.", address: "j.d@y.test"),
            Address(name: "😀 " + String(repeating: "long name ", count: 20) + "x", address: "l@y.test"),
            Address(name: "a", address: "a@x.test", group: "Friends: the best"),
            Address(name: "", address: "b@x.test", group: "Friends: the best"),
        ]
        #expect(try read("To", FieldValue(addresses: list)).addresses == list)
        let groups = [AddressGroup(name: "undisclosed-recipients", addresses: []), AddressGroup(name: nil, addresses: [list[1]])]
        #expect(try read("To", FieldValue(groups: groups)).addressGroups == groups)
        #expect(try FieldValue(groups: groups).unfolded == "undisclosed-recipients:;, a@b.test")
        #expect(try FieldValue(addresses: [list[2]]).unfolded == #""Doe, \"J\" \\ (x)" <"a b"@example.com>"#)
        #expect(try FieldValue(addresses: [Address(name: "", address: "a..b@x.test")]).unfolded == "\"a..b\"@x.test")
        let invalid = [
            "", "a", "@b", "a@", "a b@c", "a@b c", "a,b@c", "a@b>", "\"a@b", "a\"@b", "\"a\\\"@b", "a@b,c@d", "a@b..c", "a@[x", "a@[x]y",
            "<a@b",
            String(repeating: "a", count: 1000) + "@b",
        ]
        for address in invalid { #expect(throws: FieldError.self) { try FieldValue(addresses: [Address(name: "", address: address)]) } }
        let international = Address(name: "", address: "jörg@müller.test")
        #expect(throws: FieldError.self) { try FieldValue(addresses: [international]) }
        #expect(try read("To", FieldValue(addresses: [international], allowingUTF8: true)).addresses == [international])
    }

    @Test func identifiersDatesAndOtherValues() throws {
        let ids = (0..<20).map { "\($0).\(String(repeating: "x", count: 30))@example.com" }
        #expect(try read("References", FieldValue(messageIDs: ids)).messageIDs == ids)
        for id in ["", "a b", "<a>", "ü@x"] { #expect(throws: FieldError.self) { try FieldValue(messageIDs: [id]) } }
        let date = DateTime(secondsSince1970: 1_795_250_000, offsetMinutes: -330)
        #expect(try read("Date", FieldValue(date: date)).date == date)
        let raw = "v=1; a=\"\(String(repeating: "b c ", count: 30))\"; " + String(repeating: "word ", count: 40) + "end"
        #expect(try read("X-Raw", FieldValue(raw: raw.utf8)).value == raw)
        #expect(!(try written("X-Raw", FieldValue(raw: raw.utf8)).contains("b\r\n c")))
        #expect(throws: FieldError.self) { try FieldValue(raw: String(repeating: "a", count: 1000).utf8) }
        #expect(try read("X-Raw", FieldValue(raw: "\"\(String(repeating: "b c ", count: 400))\"".utf8)).value.utf8.count == 1602)
    }

    @Test func parameters() throws {
        let values = [
            "a.txt", "a b.txt", "", "a\"b\\c.txt", "Grüße.pdf", "日本語.pdf", "a'b%c*d ü", "=?utf-8?Q?x?=", "a\tb", "tab ü\r\n",
            "\u{1F600}.png",
            String(repeating: "long name ", count: 30) + ".pdf", String(repeating: "日", count: 100) + ".pdf", "a;b=c", "ends with space ",
        ]
        for value in values {
            let field = try written(
                "Content-Disposition", FieldValue(disposition: "attachment", parameters: [Parameter("filename", value)]))
            #expect(Message(Array(field.utf8)).root.contentDisposition?.filename == value)
            let type = try written(
                "Content-Type", FieldValue(mediaType: "text/plain", parameters: [Parameter("name", value), Parameter("charset", "utf-8")]))
            let part = Message(Array(type.utf8)).root
            #expect(
                part.contentType.parameter("name") == value && part.contentType.charset == "utf-8"
                    && part.contentType.essence == "text/plain")
        }
        #expect(
            try FieldValue(disposition: "attachment", parameters: [Parameter("filename", "ü.pdf")]).unfolded
                == "attachment; filename*=utf-8''%C3%BC.pdf")
        for name in ["a*", "a b", "", "a'"] {
            #expect(throws: FieldError.self) { try FieldValue(disposition: "x", parameters: [Parameter(name, "")]) }
        }
        for type in ["text", "text/", "/plain", "a/b/c", "ü/x"] { #expect(throws: FieldError.self) { try FieldValue(mediaType: type) } }
    }
}
