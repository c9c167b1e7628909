import Forwarding
import JSON
import Mail
import Testing

@Suite("JSON with places")
struct JSONReaderTests {
    private func read(_ text: String) throws -> JSONNode { try JSONReader.read(Array(text.utf8)) }

    /// A node as one text, to compare.
    private func text(_ node: JSONNode) -> String {
        switch node.value {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .number(let number): number
        case .string(let string): JSONText.quoted(string)
        case .array(let elements): "[" + elements.map(text).joined(separator: ",") + "]"
        case .object(let members): "{" + members.map { "\(JSONText.quoted($0.name)):\(text($0.node))" }.joined(separator: ",") + "}"
        }
    }

    @Test(
        "JSON is read as it was written, in its order",
        arguments: [
            "null", "true", "false", "0", "-0", "12.50", "1e5", "1E+5", "-1.5e-3", #""""#, #""a""#, "[]", "{}", "[1,[2,[]],{}]",
            #"{"b":1,"a":{"c":[true,null]},"b":2}"#, #""日本 é 😀""#,
        ])
    func valid(_ json: String) throws {
        #expect(try text(read(json)) == json)
        #expect(try text(read(" \t\r\n" + json + "\n ")) == json)
        #expect(try text(JSONReader.read([0xEF, 0xBB, 0xBF] + Array(json.utf8))) == json)
    }

    @Test(
        "Escapes are the characters that they stand for",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u65E5""#, "Aé日"), (#""\ud83d\uDE00""#, "😀"),
            (#""\u0000""#, "\0"), (#""a\u0020b""#, "a b"),
        ])
    func escapes(_ json: String, _ value: String) throws {
        #expect(try read(json).string == value)
    }

    @Test(
        "What is not JSON is refused, with the place, and said what to do",
        arguments: [
            ("", 1, 1, "the text ends where a value is expected"), ("  \n ", 2, 2, "the text ends where a value is expected"),
            ("{", 1, 2, "the text ends where a name in double quotes is expected"),
            ("[1,\n 2", 2, 3, "the text ends where ',' or ']' is expected"),
            (#"{"a" 1}"#, 1, 6, "':' after the name \"a\" is expected, and '1' is there"),
            (#"{"a":}"#, 1, 6, "a value is expected, and '}' is there"),
            (#"{"a":1 "b":2}"#, 1, 8, "',' or '}' is expected, and '\"' is there"),
            ("{\r\n\"a\":1,\r\n}", 2, 6, "there is a ',' before the '}'"),
            ("[1,2,]", 1, 5, "there is a ',' before the ']'"), ("[,1]", 1, 2, "a value is expected, and ',' is there"),
            ("[1,,2]", 1, 4, "a value is expected, and ',' is there"), ("[1}", 1, 3, "',' or ']' is expected, and '}' is there"),
            ("{'a':1}", 1, 2, "a name in double quotes is expected, and ''' is there"),
            ("{a:1}", 1, 2, "a name in double quotes is expected, and 'a' is there"),
            ("{\"a\": 1, // x\n}", 1, 10, "JSON has no comments"), ("/* x */ {}", 1, 1, "JSON has no comments"),
            ("# x\n{}", 1, 1, "JSON has no comments"),
            ("{} # x", 1, 4, "JSON has no comments"), ("{} {}", 1, 4, "there is something after the end of the JSON"),
            ("nul", 1, 1, "a value is expected, and 'n' is there"), ("nullx", 1, 1, "a value is expected, and 'n' is there"),
            ("True", 1, 1, "a value is expected, and 'T' is there"), ("01", 1, 2, "the end of a number is expected, and '1' is there"),
            ("1.", 1, 3, "the text ends where a digit is expected"), ("-", 1, 2, "the text ends where a digit is expected"),
            (".5", 1, 1, "a value is expected, and '.' is there"), ("+1", 1, 1, "a value is expected, and '+' is there"),
            ("1e", 1, 3, "the text ends where a digit is expected"), ("1.2.3", 1, 4, "the end of a number is expected, and '.' is there"),
            ("\"a", 1, 3, "the text ends where the double quote that ends a text is expected"),
            ("\"a\nb\"", 1, 3, "the line ends within a text"),
            ("\"a\tb\"", 1, 3, "there is a control character in a text"),
            (#""日本\x""#, 1, 4, "there is a backslash before something that it does not go with"),
            (#""\u12g4""#, 1, 6, "a hex digit is expected, and 'g' is there"), (#""\ud83d""#, 1, 2, "\\u names half of a character"),
            (#""\ud83d\u0041""#, 1, 2, "\\u names half of a character"), (#""\udE00""#, 1, 2, "\\u names half of a character"),
            (#""\"#, 1, 3, "the text ends where the rest of a text is expected"),
            ("ü", 1, 1, "a value is expected, and a character that is not ASCII is there"),
            ("[1,\r2,\r\n3,\n4,\n5,,]", 5, 3, "a value is expected, and ',' is there"),
        ])
    func invalid(_ json: String, _ line: Int, _ column: Int, _ what: String) {
        let error = #expect(throws: JSONSyntaxError.self) { try read(json) }
        #expect(error.map { [$0.line, $0.column] } == [line, column])
        #expect(error?.what == what)
        #expect(error?.remedy.hasSuffix(".") == true)
    }

    @Test("Bytes that are not UTF-8 are refused where they stand")
    func notUTF8() {
        let error = #expect(throws: JSONSyntaxError.self) { try JSONReader.read(Array("[\n\"日".utf8) + [0xC3, 0x28, 0x22, 0x5D]) }
        #expect(error?.line == 2)
        #expect(error?.column == 3)
        #expect(error?.what == "there are bytes that are not UTF-8")
        #expect(throws: JSONSyntaxError.self) { try JSONReader.read([0xFF, 0xFE, 0x7B, 0x00]) }
        #expect(throws: JSONSyntaxError.self) { try JSONReader.read([0x22, 0xED, 0xA0, 0x80, 0x22]) }
    }

    @Test("Values stand at most 64 deep in each other")
    func depth() throws {
        func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        _ = try read(nested(64))
        let error = #expect(throws: JSONSyntaxError.self) { try read(nested(65)) }
        #expect(error?.column == 65)
        _ = try read("[" + Array(repeating: nested(63), count: 100).joined(separator: ",") + "]")
        #expect(throws: JSONSyntaxError.self) { try read(String(repeating: "[", count: 1_000_000)) }
        #expect(throws: JSONSyntaxError.self) { try read(String(repeating: #"{"a":"#, count: 1_000_000)) }
    }

    @Test("Each value knows its line, however lines end")
    func lines() throws {
        for end in ["\n", "\r\n", "\r"] {
            let node = try read(["{", #""a":"#, "[1,", "2],", #""b": {"c":"#, "null}", "}"].joined(separator: end))
            let members = try #require(node.members)
            #expect(members.map(\.line) == [2, 5])
            #expect(members.map(\.node.line) == [3, 5])
            guard case .array(let elements) = members[0].node.value else { throw Failure() }
            #expect(elements.map(\.line) == [3, 4])
            #expect(members[1].node["c"]?.line == 6)
        }
    }

    private struct Failure: Error {}

    @Test("A name that stands twice is there twice")
    func twice() throws {
        let members = try #require(try read("{\"a\":1,\n\"a\":2}").members)
        #expect(members.map(\.name) == ["a", "a"])
        #expect(members.map(\.line) == [1, 2])
    }

    @Test(
        "Every text is read back from what is written",
        arguments: ["", "a\"b\\c/", "\n\r\t\u{8}\u{0}\u{7F}\u{2028}\u{202E}", "日本 é 😀 \u{E0001}", "cafe\u{301}"])
    func quoted(_ text: String) throws {
        let json = JSONText.quoted(text)
        #expect(try read(json).string?.utf8.elementsEqual(text.utf8) == true)
        #expect(json.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E })
    }

    @Test("A large text is read in time linear in its length")
    func large() throws {
        let lines = (0..<20_000).map { "\"name\($0)@example.com\": [\"target\($0)@example.org\"]" }
        let node = try read("{\n" + lines.joined(separator: ",\n") + "\n}")
        #expect(node.members?.count == 20_000)
        #expect(node.members?.last?.line == 20_001)
    }
}
