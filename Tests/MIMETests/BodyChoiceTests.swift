import MIME
import Testing

/// Which parts the two bodies of a reading have (RFC 8621 section 4.1.4), and which are attachments.
@Suite struct BodyChoiceTests {
    /// A tree of parts, written as a mail.
    private indirect enum Tree {
        /// Header fields behind `Content-Type: ` and a body.
        case leaf(String, String)
        case multipart(String, [Tree])

        static func plain(_ text: String) -> Tree { .leaf("text/plain", text) }
        static func html(_ text: String) -> Tree { .leaf("text/html", text) }
        static let image = Tree.leaf("image/png", "i")

        func text(_ depth: Int = 0) -> String {
            switch self {
            case .leaf(let type, let body): return "Content-Type: \(type)\n\n\(body)"
            case .multipart(let type, let parts):
                let delimiter = "\n--=b\(depth)="
                let inner = parts.map { "\(delimiter)\n\($0.text(depth + 1))" }.joined()
                return "Content-Type: multipart/\(type); boundary=\"=b\(depth)=\"\n\(inner)\(delimiter)--"
            }
        }
    }

    private func read(_ tree: Tree) -> Reading { mail(tree.text()).reading }

    private func expect(
        _ tree: Tree, text: [String], html: [String], attachments: [String] = [], other: [String] = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let reading = read(tree)
        #expect(reading.textBody.map(\.path) == text, sourceLocation: sourceLocation)
        #expect(reading.htmlBody.map(\.path) == html, sourceLocation: sourceLocation)
        #expect(reading.attachments.map(\.path) == attachments, sourceLocation: sourceLocation)
        #expect(reading.otherAlternatives.map(\.path) == other, sourceLocation: sourceLocation)
    }

    // MARK: multipart/alternative

    @Test func theLastAlternativeOfAKindCounts() {
        expect(
            .multipart("alternative", [.plain("a"), .html("<p>a"), .plain("b"), .html("<p>b")]), text: ["1.3"], html: ["1.4"],
            other: ["1.1", "1.2"])
    }

    @Test func anAlternativeOfOneKindIsInBothBodies() {
        expect(.multipart("alternative", [.html("<p>a")]), text: ["1.1"], html: ["1.1"])
        expect(.multipart("alternative", [.plain("a")]), text: ["1.1"], html: ["1.1"])
        #expect(read(.multipart("alternative", [.html("<p>a")])).bestText == "a")
    }

    @Test func aBlankAlternativeLoses() {
        expect(.multipart("alternative", [.plain(" \n"), .html("<p>a")]), text: ["1.2"], html: ["1.2"], other: ["1.1"])
        expect(.multipart("alternative", [.plain("a"), .html("")]), text: ["1.1"], html: ["1.1"], other: ["1.2"])
        expect(.multipart("alternative", [.plain(""), .html("")]), text: ["1.1"], html: ["1.2"])
    }

    @Test func otherFormsOfTheTextAreNoAttachments() {
        expect(
            .multipart("alternative", [.plain("a"), .leaf("text/x-amp-html", "b"), .html("<p>a"), .leaf("text/calendar", "c"), .image]),
            text: ["1.1"], html: ["1.3"], attachments: ["1.4", "1.5"], other: ["1.2"])
        expect(
            .multipart("alternative", [.plain("a"), .leaf("text/enriched; name=a.rtf", "b")]), text: ["1.1"], html: ["1.1"],
            attachments: ["1.2"])
    }

    @Test func aNameMakesAnAlternativeNoFile() {
        expect(.multipart("alternative", [.leaf("text/plain; name=a.txt", "a"), .html("<p>a")]), text: ["1.1"], html: ["1.2"])
        expect(
            .multipart("alternative", [.leaf("text/plain\nContent-Disposition: attachment", "a"), .html("<p>a")]), text: ["1.2"],
            html: ["1.2"],
            attachments: ["1.1"])
    }

    @Test func anAlternativeOfSeveralPartsIsOneBody() {
        // As Apple Mail writes a file between two paragraphs.
        let rich = Tree.multipart("mixed", [.html("<p>a"), .leaf("application/pdf", "f"), .html("<p>b")])
        expect(
            .multipart("alternative", [.plain("ab"), rich]), text: ["1.1"], html: ["1.2.1", "1.2.3"], attachments: ["1.2.2"])
        #expect(read(.multipart("alternative", [.plain("ab"), rich])).html == "<p>a\n<p>b")
    }

    @Test func alternativesNest() {
        let inner = Tree.multipart("alternative", [.plain("b"), .html("<p>b")])
        expect(.multipart("alternative", [.plain("a"), inner]), text: ["1.2.1"], html: ["1.2.2"], other: ["1.1"])
        expect(.multipart("mixed", [.plain("a"), inner, .plain("c")]), text: ["1.1", "1.2.1", "1.3"], html: ["1.1", "1.2.2", "1.3"])
    }

    // MARK: multipart/mixed and unknown kinds

    @Test(arguments: ["mixed", "x-unknown", "parallel", "report", "signed", "form-data"])
    func textsAreShownOneAfterTheOther(kind: String) {
        let tree = Tree.multipart(kind, [.plain("a\n"), .image, .plain("b")])
        expect(tree, text: ["1.1", "1.3"], html: ["1.1", "1.3"], attachments: ["1.2"])
        #expect(read(tree).text == "a\r\nb")
    }

    @Test func theFooterOfAListBelongsToItsHTML() {
        let tree = Tree.multipart("mixed", [.html("<p>a</p>"), .plain("footer")])
        expect(tree, text: ["1.1", "1.2"], html: ["1.1", "1.2"])
        #expect(read(tree).text == "footer")
        #expect(read(tree).html == "<p>a</p>")
        #expect(read(tree).bestText == "a\nfooter")
    }

    @Test func aNamedTextIsAFile() {
        expect(
            .multipart(
                "mixed", [.plain("a"), .leaf("text/plain; name=a.txt\nContent-Disposition: inline", "b"), .leaf("text/html; name=a", "c")]),
            text: ["1.1"], html: ["1.1"], attachments: ["1.2", "1.3"])
    }

    @Test func messagesInADigestAreAttachments() {
        expect(
            .multipart("digest", [.leaf("message/rfc822", "Subject: a\n\na"), .leaf("message/rfc822", "Subject: b\n\nb")]), text: [],
            html: [],
            attachments: ["1.1", "1.2"])
    }

    // MARK: multipart/related

    @Test func theRootOfARelatedIsItsFirstPartOrTheOneItNames() {
        let image = Tree.leaf("image/png\nContent-ID: <i@x>", "i")
        let resource = Tree.leaf("text/html\nContent-ID: <f@x>", "frame")
        let root = Tree.leaf("text/html\nContent-ID: <r@x>", "<p>a")
        expect(.multipart("related", [.html("<p>a"), image, resource]), text: ["1.1"], html: ["1.1"], attachments: ["1.2", "1.3"])
        expect(.multipart("related; start=\"<r@x>\"", [image, resource, root]), text: ["1.3"], html: ["1.3"], attachments: ["1.1", "1.2"])
        expect(.multipart("related; start=\"r@x\"", [image, root]), text: ["1.2"], html: ["1.2"], attachments: ["1.1"])
        expect(.multipart("related; start=\"<no@x>\"", [root, image]), text: ["1.1"], html: ["1.1"], attachments: ["1.2"])
    }

    @Test func whatNothingCanReferToIsText() {
        expect(.multipart("related", [.plain("a"), .html("<p>a")]), text: ["1.1", "1.2"], html: ["1.1", "1.2"])
        expect(
            .multipart("related", [.html("<p>a"), .leaf("text/html\nContent-Location: a.html", "b")]), text: ["1.1"], html: ["1.1"],
            attachments: ["1.2"])
    }

    // MARK: Security

    @Test func signaturesAndEncryptedContentAreSaid() {
        let signed = read(.multipart("signed", [.plain("a"), .leaf("application/pgp-signature", "s")]))
        #expect(signed.isSigned && !signed.isEncrypted)
        #expect(signed.text == "a")
        #expect(signed.files.map(\.kind) == [.pgpSignature])
        let encrypted = read(
            .multipart(
                "encrypted", [.leaf("application/pgp-encrypted", "Version: 1"), .leaf("application/octet-stream", "x"), .plain("y")]))
        #expect(encrypted.isEncrypted && !encrypted.isSigned)
        #expect(encrypted.textBody.isEmpty)
        #expect(encrypted.files.map(\.kind) == [.pgpEncrypted, .encryptedContent, .file])
    }

    @Test(arguments: [
        ("application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", AttachedFile.Kind.smime(.enveloped), false, true),
        ("application/x-pkcs7-mime; smime-type=\"Signed-Data\"", .smime(.signed), true, false),
        ("application/pkcs7-mime; smime-type=certs-only", .smime(.certificates), false, false),
        ("application/pkcs7-mime; smime-type=compressed-data", .smime(.compressed), false, false),
        ("application/octet-stream; name=SMIME.p7m", .smime(nil), false, true),
        ("application/pkcs7-signature", .smimeSignature, false, false),
    ])
    func theKindsOfSMIMEAreNamed(type: String, kind: AttachedFile.Kind, isSigned: Bool, isEncrypted: Bool) {
        let reading = read(.leaf(type, "x"))
        #expect(reading.files.map(\.kind) == [kind])
        #expect(reading.isSigned == isSigned)
        #expect(reading.isEncrypted == isEncrypted)
    }

    // MARK: Every tree

    @Test func everyLeafStandsSomewhereOnce() {
        var random = SplitMix(state: 7)
        let kinds = ["mixed", "alternative", "related", "signed", "encrypted", "digest", "x-unknown", "related; start=\"<a@x>\""]
        let leaves = [
            "text/plain", "text/html", "text/html; name=a.html", "text/plain\nContent-Disposition: attachment",
            "image/png\nContent-ID: <a@x>",
            "text/calendar", "text/enriched", "text/plain; name=b\nContent-Disposition: inline",
        ]
        func tree(_ depth: Int) -> Tree {
            if depth < 5, random.number(below: 3) > 0 {
                return .multipart(kinds[random.number(below: 8)], (0...random.number(below: 4)).map { _ in tree(depth + 1) })
            }
            return .leaf(leaves[random.number(below: 8)], random.number(below: 4) == 0 ? "" : "some text that is no space")
        }
        for _ in 0..<400 {
            let message = mail(Tree.multipart("mixed", [tree(0)]).text())
            let reading = message.reading
            let bodies = Set((reading.textBody + reading.htmlBody).map(\.path))
            let listed = bodies.sorted() + (reading.attachments + reading.otherAlternatives).map(\.path)
            #expect(listed.sorted() == message.parts.filter { !$0.isContainer }.map(\.path).sorted())
            #expect(reading.textBody.isEmpty == reading.htmlBody.isEmpty)
            for body in [reading.textBody, reading.htmlBody] { #expect(Set(body.map(\.path)).count == body.count) }
        }
    }

    @Test func deepTreesAreReadInLinearTime() {
        let levels = 4000
        var text = ""
        for level in 0..<levels {
            text += "Content-Type: multipart/alternative; boundary=b\(level).\n\n--b\(level).\n\na\n--b\(level).\n"
            text += "Content-Type: multipart/mixed; boundary=m\(level).\n\n--m\(level).\n\nb\n--m\(level).\n"
        }
        let message = mail(text + "\nlast", limits: Limits(depth: 100_000, parts: 100_000))
        #expect(message.reading.textBody.count == levels + 1)
        #expect(message.reading.otherAlternatives.count == levels)
    }
}
