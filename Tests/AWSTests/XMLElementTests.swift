import AWS
import Testing

@Suite struct XMLElementTests {
    private func read(_ text: String) throws -> XMLElement { try XMLElement(Array(text.utf8)) }

    @Test func `Elements, text and what is skipped`() throws {
        let root = try read(
            """
            \u{FEFF}<?xml version="1.0" encoding="UTF-8"?>
            <!-- <a> -- comment -->
            <s3:List xmlns:s3='urn:x' xmlns="http://s3.amazonaws.com/doc/2006-03-01/" note="a > b" other='"/>'>
              <Key>a<!-- in between -->b</Key><Empty/><Empty a="1" /><Key>c</Key>
              <n:Deep><n:Inner attribute="x">text</n:Inner ></n:Deep>
            </s3:List>
            """)
        #expect(root.name == "List")
        #expect(root.all("Key").map(\.text) == ["ab", "c"])
        #expect(root.all("Empty").map(\.text) == ["", ""])
        #expect(root.first("Deep")?.text("Inner") == "text")
        #expect(root.text("Missing") == nil)
    }

    @Test(arguments: [
        ("&amp;&lt;&gt;&quot;&apos;", "&<>\"'"), ("&#65;&#x42;&#x1F4EE;", "AB\u{1F4EE}"), ("<![CDATA[<a>&amp;]] >]]>", "<a>&amp;]] >"),
        ("a<![CDATA[]]>b", "ab"), ("  kept  ", "  kept  "), ("\u{FC}\r\n", "\u{FC}\r\n"), ("]]>", "]]>"), ("a>b", "a>b"),
    ])
    func `Text`(_ source: String, _ text: String) throws {
        #expect(try read("<a>\(source)</a>").text == text)
    }

    @Test(arguments: [
        "", " ", "text", "<", "<a", "<a>", "<a></b>", "</a>", "<a><b></a></b>", "<a>&unknown;</a>", "<a>&#xD800;</a>", "<a>&#x110000;</a>",
        "<a>&#;</a>", "<a>&", "<a>&amp", "<a>&amp</a>", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "<a><![CDATA[", "<a><!--", "<a b=\"",
        "< a/>",
        "<?xml", "<![CDATA[x]]><a/>", "<a b='>", "<>", "<a><></a>", "\u{0}",
    ])
    func `What is no XML is refused`(_ text: String) {
        #expect(throws: XMLElement.Malformed.self) { try read(text) }
    }

    @Test func `Elements in each other have a limit`() throws {
        let nested = { (count: Int) in String(repeating: "<a>", count: count) + String(repeating: "</a>", count: count) }
        _ = try read(nested(64))
        #expect(throws: XMLElement.Malformed.self) { try read(nested(65)) }
        #expect(throws: XMLElement.Malformed.self) { try read(String(repeating: "<a>", count: 1_000_000)) }
    }

    @Test func `Hostile input does not end the process`() {
        let seeds = [
            "<?xml version=\"1.0\"?><Error><Code>a&amp;b</Code><![CDATA[x]]><!-- c --><n:E a='1'/>&#x41;</Error>",
            "<a><b c=\"d\">e&lt;f</b></a>",
        ].map { Array($0.utf8) }
        let parts: [[UInt8]] = ["<", ">", "&", ";", "</", "/>", "<!--", "-->", "<![CDATA[", "]]>", "<?", "&#x", "\"", "'", ":"].map {
            Array($0.utf8)
        }
        var random = Seeded(3)
        for _ in 0..<20_000 {
            var bytes = seeds[Int.random(in: 0..<seeds.count, using: &random)]
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let start = Int.random(in: 0...bytes.count, using: &random)
                let end = min(bytes.count, start + Int.random(in: 0...6, using: &random))
                let part = Bool.random(using: &random) ? parts[Int.random(in: 0..<parts.count, using: &random)] : random.bytes(2)
                bytes.replaceSubrange(start..<end, with: part)
            }
            if Bool.random(using: &random) { bytes.removeLast(Int.random(in: 0...bytes.count, using: &random)) }
            _ = try? XMLElement(bytes)
        }
    }

    @Test func `What is written can be read`() throws {
        let text = "a<b>&\"c'\r\n\t]]>\u{FC}\u{1F4EE}"
        #expect(try read("<Key>\(XMLText.escape(text))</Key>").text == text)
    }
}
