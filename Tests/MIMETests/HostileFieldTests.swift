import MIME
import Testing

/// Fields with types of their own, given what was made to be slow or to end where it should not.
@Suite struct HostileFieldTests {
    private static let names = [
        "Received", "Authentication-Results", "References", "In-Reply-To", "List-Unsubscribe", "List-Id", "Resent-To", "Return-Path",
    ]

    /// Reads the value as everything that it could be.
    private func readAll(_ message: Message) -> Int {
        let root = message.root
        let trace = root.trace.map { ($0.clientAddress, $0.clientName) }
        var count = trace.count + root.authenticationResults.count + root.references.count + root.inReplyTo.count + root.resent.count
        count += (root.mailingList?.unsubscribe.count ?? 0) + root.headers.reduce(0) { $0 + $1.addressGroups.count }
        return count + message.defects.count
    }

    @Test(arguments: names)
    func manyPiecesEnd(name: String) {
        for piece in ["<", "a@b ", "\"", "(", "(a)", ";", "from ", "=", "x.y=z ", "[1]", ",", "a:;", "<a:b>,"] {
            let message = mail(name, String(repeating: piece, count: 30_000))
            // No reading makes more entries than there are pieces.
            #expect(readAll(message) <= 2 * 30_000 + 20)
        }
    }

    @Test(arguments: names)
    func everyPrefixIsRead(name: String) {
        let value = Array(
            "\"a\\b\" <x@[1.2.3.4]> (c\\)) i=1; from a (b [IPv6:::1]) by c; dkim/1=pass x.y=\"z\"; for <=?utf-8?q?=41?=>, Sat, 21 Nov 2026"
                .utf8)
        for length in 0...value.count {
            let message = Message(Array("\(name): ".utf8) + value[..<length])
            #expect(message.root.headers.count == 1)
            #expect(readAll(message) >= 0)
        }
    }

    @Test func plainEntriesAndOthersAreReadAlike() {
        // A comment keeps an entry from the short way; without it the same must come out.
        for entry in ["a@b.c", "<a@b.c>", "A B <a@b.c>", "\"A, B\" <a@b.c>", "A.B <a=b@c>", "\"\" <a@b>", "\" A \" <a@b>"] {
            let plain = mail("To", "\(entry), \(entry)").to
            let commented = mail("To", "\(entry)(), \(entry)()").to
            #expect(plain.count == 2)
            #expect(plain == commented)
        }
    }
}
