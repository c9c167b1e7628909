import SafeHTML
import Testing

/// Known ways to get something past a reader of HTML: whatever they are made into has to be harmless by its own parse.
@Suite struct AttackTests {
    @Test func thereAreAttacks() {
        #expect(Attack.all.count > 200)
        #expect(Set(Attack.all.map(\.name)).count == Attack.all.count)
        #expect(Attack.all.contains { $0.html.contains("\0") } && Attack.all.allSatisfy { !$0.html.contains("{U+") })
    }

    @Test(arguments: Attack.all)
    func nothingRunsAndNothingLoads(attack: Attack) {
        #expect(Judge().faults(of: SafeHTML(attack.html).html) == [])
    }

    @Test(arguments: Attack.all)
    func onlyImagesLoadWhereTheyMay(attack: Attack) {
        let safe = SafeHTML(attack.html, images: .allow { _ in "https://proxy.example/image" }, contentIDs: { _ in "/part/1" })
        #expect(Judge(images: ["https://proxy.example/image", "/part/1"]).faults(of: safe.html) == [])
    }

    /// A mail that was made safe stays what it is.
    @Test(arguments: Attack.all)
    func whatIsSafeIsKept(attack: Attack) throws {
        let once = SafeHTML(attack.html).html
        let twice = SafeHTML(once).html
        #expect(Judge().faults(of: twice) == [])
        #expect(try WrittenDocument(once).text == WrittenDocument(twice).text)
    }

    /// Cut anywhere, an attack is another one.
    @Test func piecesAreSafeToo() {
        for attack in Attack.all {
            let scalars = Array(attack.html.unicodeScalars)
            for length in stride(from: 1, to: scalars.count, by: 3) {
                let piece = String(String.UnicodeScalarView(scalars[..<length]))
                let faults = Judge().faults(of: SafeHTML(piece).html)
                if !faults.isEmpty { Issue.record("\(piece): \(faults)") }
            }
        }
    }

    /// One attack inside the open ends of another.
    @Test func attacksTogetherAreSafe() {
        for (index, attack) in Attack.all.enumerated() {
            let other = Attack.all[(index * 7 + 11) % Attack.all.count]
            for html in [attack.html + other.html, "<p title='\(attack.html)'>\(other.html)</p>", "<table>\(attack.html)<td>\(other.html)"]
            {
                let faults = Judge().faults(of: SafeHTML(html).html)
                if !faults.isEmpty { Issue.record("\(html): \(faults)") }
            }
        }
    }

    /// The judge finds what it is there for.
    @Test(arguments: [
        "<p onclick=\"x\">a</p>", "<script></script>", "<a href=\"javascript:x\" target=\"_blank\">a</a>", "<p>a", "<p title=a>b</p>",
        "<p>&x;</p>",
        "<img src=\"https://tracker.example/\"/>", "<p style=\"background:url('https://tracker.example/')\">a</p>", "<p id=\"a\">b</p>",
        "<p style=\"color:\\72 ed\">a</p>", "<p class=\"a\">b</p>", "<!-- a -->", "<br>", "<p/>", "<P></P>",
        "<p style=\"position:fixed\">a</p>",
    ])
    func theJudgeSeesFaults(html: String) {
        #expect(Judge().faults(of: "<html><head></head><body>\(html)</body></html>") != [])
    }
}
