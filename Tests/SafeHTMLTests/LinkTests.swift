import SafeHTML
import Testing

/// Where links lead.
@Suite struct LinkTests {
    private func target(_ address: String) throws -> String? {
        let escaped = address.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
        return try WrittenDocument(SafeHTML("<a href=\"\(escaped)\">a</a>").html).all("a").first?.attributes["href"]
    }

    @Test(arguments: [
        ("https://example.com/a?b=1&c=2#d", "https://example.com/a?b=1&c=2#d"),
        ("HTTPS://Example.com", "https://Example.com"),
        (" https://example.com/a\n b ", "https://example.com/a%20b"),
        ("ht\ntps://example.com/", "https://example.com/"),
        ("https:example.com", "https://example.com"),
        ("https:\\\\example.com\\a?b\\c", "https://example.com/a?b%5Cc"),
        ("//example.com/a", "https://example.com/a"),
        ("https://example.com/<>\"'`{}", "https://example.com/%3C%3E%22'%60%7B%7D"),
        ("https://example.com:8443/é", "https://example.com:8443/é"),
        ("https://[2001:db8::1]:443/", "https://[2001:db8::1]:443/"),
        ("https://bücher.example/", "https://bücher.example/"),
        ("mailto:a@example.com?subject=b c", "mailto:a@example.com?subject=b%20c"),
        ("tel:+1-555", "tel:+1-555"), ("sms:+1", "sms:+1"), ("#a-b", "#mail-a-b"),
    ])
    func addressesStay(address: String, expected: String) throws {
        #expect(try target(address) == expected)
    }

    @Test(arguments: [
        "", " ", "/a", "a", "?a", "../a", "javascript:a", "data:text/html,a", "file:///a", "ftp://a.example/", "https://", "https:///",
        "https://?a",
        "https://a b/", "https://a\u{1}b/", "http://a:b/", "https://a.example:99999x", "cid:a", "mid:a", "vbscript:a", "about:blank",
        "blob:https://a",
        "https://exa<mple.com/", "https://%0a/", "#a b", "#", "https://[::1", "intent:a", "java\u{0}script:a", "javascript&colon;a",
        "https;//a.example",
    ])
    func othersGo(address: String) throws {
        #expect(try target(address) == nil)
    }

    @Test func linksOpenElsewhere() throws {
        let attributes = try #require(
            try WrittenDocument(SafeHTML("<a href=https://example.com target=_self rel=opener>a").html).all("a").first
        ).attributes
        #expect(attributes["target"] == "_blank" && attributes["rel"] == "noopener noreferrer nofollow")
    }

    @Test(arguments: [
        ("https://bank.example", "https://evil.example/x", "bank.example", "evil.example"),
        ("www.bank.example/login", "https://bank.example.evil.example", "www.bank.example", "bank.example.evil.example"),
        (" Bank.example ", "https://evil.example", "bank.example", "evil.example"),
        ("<b>bank</b>.ex<!-- -->ample", "https://evil.example", "bank.example", "evil.example"),
        ("bank.&shy;example", "https://evil.example", "bank.example", "evil.example"),
        ("bank.exam&#8203;ple", "https://evil.example", "bank.example", "evil.example"),
        ("https://bank.example", "https://bank.example@evil.example/", "bank.example", "evil.example"),
        ("https://bank.example", "https://bank.example%40evil.example\\@x.example/", "bank.example", ""),
        ("http://bank.example:80/", "https://evil.example:443", "bank.example", "evil.example"),
        ("<img src=x alt='bank.example'>", "https://evil.example", "bank.example", "evil.example"),
        ("bank.example", "https://evilbank.example", "bank.example", "evilbank.example"),
    ])
    func textThatNamesAnotherHostIsSaid(text: String, address: String, shown: String, host: String) throws {
        let safe = SafeHTML("<p><a href=\"\(address)\">\(text)</a></p>")
        guard !host.isEmpty else {
            // No host can be told from this address.
            #expect(try WrittenDocument(safe.html).all("a").first?.attributes["href"] == nil)
            return
        }
        #expect(safe.misleadingLinks == [SafeHTML.MisleadingLink(shownHost: shown, targetHost: host)])
        let link = try #require(try WrittenDocument(safe.html).all("a").first)
        #expect(link.attributes["title"] == host && link.attributes["data-target-host"] == host)
    }

    @Test(arguments: [
        ("Sign in", "https://evil.example"), ("bank.example", "https://www.bank.example/a"),
        ("www.bank.example", "https://login.bank.example"),
        ("mail.bank.example", "https://bank.example"), ("Visit bank.example now", "https://evil.example"),
        ("invoice.pdf", "https://evil.example"),
        ("a@bank.example", "https://evil.example"), ("1.2.3", "https://evil.example"), ("e.g.", "https://evil.example"),
        ("...", "https://evil.example"),
        ("bücher.example", "https://xn--bcher-kva.example"), ("bank.example", "#a"), ("bank.example", "mailto:a@evil.example"),
        ("", "https://evil.example"),
    ])
    func otherTextIsNot(text: String, address: String) {
        let safe = SafeHTML("<a href=\"\(address)\">\(text)</a>")
        #expect(safe.misleadingLinks.isEmpty && !safe.html.contains("data-target-host"))
    }

    @Test func aLinkOverParagraphsIsMarkedInAll() throws {
        let safe = SafeHTML("<p><a href=https://evil.example><p>bank.<p>example</a>")
        let links = try WrittenDocument(safe.html).all("a")
        #expect(safe.misleadingLinks.count == 1)
        #expect(links.count > 1 && links.allSatisfy { $0.attributes["data-target-host"] == "evil.example" })
    }

    @Test func aTitleCannotLie() throws {
        let link = try WrittenDocument(SafeHTML("<a href=https://evil.example title='https://bank.example'>a</a>").html).all("a").first
        #expect(link?.attributes["title"] == nil)
    }

    @Test func mapsOfImagesStay() throws {
        let safe = SafeHTML("<img src=cid:a usemap=#m><map name=m><area shape=rect coords='0, 0,9,9' href=https://example.com alt=b></map>")
        { _ in "/a" }
        let document = try WrittenDocument(safe.html)
        #expect(document.all("img").first?.attributes["usemap"] == "#mail-m" && document.all("map").first?.attributes["name"] == "mail-m")
        #expect(document.all("area").first?.attributes["href"] == "https://example.com")
    }
}
