import SafeHTML
import Testing

/// Where images come from.
@Suite struct ImageTests {
    private static let pixel = "data:image/gif;base64,R0lGODlhAQABAAAAACw="

    @Test func remoteImagesLeaveABoxOfTheirSize() throws {
        let safe = SafeHTML(
            "<img src='https://img.example.com/a.png' width=600 height='200px' alt='Our <b>shop</b>' class=wide style='display:block'>")
        let box = try #require(try WrittenDocument(safe.html).all("span").first)
        #expect(
            box.attributes == [
                "class": "blocked-image mail-wide", "data-image": "https://img.example.com/a.png",
                "style": "width:600px;height:200px;display:block;",
            ])
        #expect(try WrittenDocument(safe.html).text == "Our <b>shop</b>")
        #expect(safe.removed == [.remoteImages: 1] && safe.remoteHosts == ["img.example.com"])
    }

    @Test(arguments: [
        ("width=1 height=1", "blocked-pixel"), ("width=0", "blocked-pixel"), ("width=100%", "blocked-image"),
        ("height=3px", "blocked-pixel"), ("", "blocked-image"),
    ])
    func pixelsAreNotSeen(size: String, name: String) {
        #expect(SafeHTML("<img src='https://img.example.com/a.png' \(size)>").html.contains("<span class=\"\(name)\""))
    }

    @Test func imagesAreLoadedWhereTheyMay() throws {
        let safe = SafeHTML(
            "<img src='http://a.example/1?x=1&amp;y=2' alt=a><td><img src=https://b.example/2><p style='background:red url(https://c.example/3)'>",
            images: .load)
        let document = try WrittenDocument(safe.html)
        #expect(document.all("img").map { $0.attributes["src"] } == ["http://a.example/1?x=1&y=2", "https://b.example/2"])
        #expect(document.all("p").first?.attributes["style"] == "background:red url('https://c.example/3');")
        #expect(safe.removed.isEmpty && safe.remoteHosts == ["a.example", "b.example", "c.example"])
    }

    @Test func imagesAreLoadedFromWhereThePageSays() throws {
        let safe = SafeHTML(
            "<img src=https://a.example/1><img src=https://b.example/2>",
            images: .allow { $0.hasPrefix("https://a") ? "/proxy?u=\($0)" : nil })
        let document = try WrittenDocument(safe.html)
        #expect(document.all("img").map { $0.attributes["src"] } == ["/proxy?u=https://a.example/1"])
        #expect(document.all("span").first?.attributes["data-image"] == "https://b.example/2")
        #expect(safe.removed == [.remoteImages: 1])
    }

    @Test(
        arguments: [
            ("javascript:alarm()", nil), ("/part/1", "/part/1"), ("a b", nil), ("", nil),
            ("blob:https://a.example/1", "blob:https://a.example/1"),
            ("data:text/html,a", nil), (pixel, pixel), ("https://a.example/\"<x>", "https://a.example/%22%3Cx%3E"), ("vbscript:a", nil),
            ("x?a:b", "x?a:b"),
        ] as [(String, String?)])
    func whatThePageSaysIsCheckedToo(address: String, expected: String?) throws {
        for safe in [
            SafeHTML("<img src=cid:a>", contentIDs: { _ in address }),
            SafeHTML("<img src=https://a.example/>", images: .allow { _ in address }),
        ] {
            #expect(try WrittenDocument(safe.html).all("img").first?.attributes["src"] == expected)
        }
    }

    @Test func imagesOfTheMailAreFoundByTheirID() throws {
        let known = ["logo@example.com": "/part/1.2", "a b": "/part/1.3"]
        let safe = SafeHTML(
            "<img src='cid:logo%40example.com'><img src='CID:a&#32;b'><img src='cid:none' alt=x><td background='cid:logo@example.com'><p style='background:url(cid:logo@example.com)'>"
        ) { known[$0] }
        let document = try WrittenDocument(safe.html)
        #expect(document.all("img").map { $0.attributes["src"] } == ["/part/1.2", "/part/1.3"])
        #expect(document.all("p").first?.attributes["style"] == "background:url('/part/1.2');")
        #expect(document.all("span").first?.attributes["class"] == "missing-image" && safe.removed == [.missingImages: 1])
    }

    @Test(arguments: ["png", "gif", "jpeg", "webp"])
    func imagesInTheirAddressStay(type: String) throws {
        let safe = SafeHTML("<img src='data:image/\(type);base64,AAAA BBBB%0A+/='>")
        #expect(try WrittenDocument(safe.html).all("img").first?.attributes["src"] == "data:image/\(type);base64,AAAABBBB%0A+/=")
    }

    @Test(arguments: ["svg+xml;base64", "png", "png;base64;x", "x-icon;base64", "svg+xml"])
    func otherDataIsNone(type: String) throws {
        #expect(try WrittenDocument(SafeHTML("<img src='data:image/\(type),AAAA'>").html).all("img").isEmpty)
    }

    @Test func hostsAreNamedOnce() {
        let html = (0..<300).map { "<img src=https://h\($0 % 150).example/\($0)>" }.joined()
        let safe = SafeHTML(html)
        #expect(safe.remoteHosts.count == 100 && safe.remoteHosts.first == "h0.example")
        #expect(safe.removed[.remoteImages] == 300)
    }
}
