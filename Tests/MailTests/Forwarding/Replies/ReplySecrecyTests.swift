import Forwarding
import MIME
import Mail
import Testing

@Suite("Forwarding: nobody sees the owner's address")
struct ReplySecrecyTests {
    private static let people = ["jane@gmail.com", "J.Doe+x@corp.example", "jane@münchen.example"]

    /// The ways in which a header can have an address.
    private static func written(_ address: String, _ random: inout SeededRandom) -> String {
        let at = address.firstIndex(of: "@").map { address.distance(from: address.startIndex, to: $0) } ?? 0
        let (local, domain) = (String(address.prefix(at)), String(address.dropFirst(at + 1)))
        let place = Int.random(in: 1..<address.count, using: &random)
        let base64 = TransferEncoding.base64.encode(Array(address.utf8)).filter { $0 > 0x20 }
        let forms = [
            address, address.uppercased(), "<\(address)>", "\"\(address)\" <x@y.org>", "Jane <\(address)>, b@c.d", "(\(address)) e@f.g",
            "\(address.prefix(place))\n \(address.dropFirst(place))", "\(local)\n\t@\(domain)",
            "=?utf-8?b?\(String(decoding: base64, as: UTF8.self))?=",
            "=?utf-8?q?\(local.replacing("+", with: "=2B"))=40\(domain)?=", "a text with \(address) in it, and more",
            "\(local) @ \(domain)",
            "g: \(address), h@i.j;", "<mailto:\(address)?subject=x>", "<\(address)> <1@ex.com>",
        ]
        return forms.randomElement(using: &random) ?? address
    }

    private static let names = [
        "To", "Cc", "Bcc", "Reply-To", "Sender", "Subject", "Comments", "X-Thing", "References", "In-Reply-To", "Message-ID", "Received",
        "Content-Description", "Organization", "Keywords", "Thread-Topic", "X-Loop", "DKIM-Signature", "X-Google-Id", "Resent-To",
        "Return-Path",
    ]

    private func mail(_ random: inout SeededRandom) -> String {
        var lines = ["From: Jane Doe <\(Self.people.randomElement(using: &random) ?? "")>"]
        for _ in 0..<Int.random(in: 1...12, using: &random) {
            let name = Self.names.randomElement(using: &random) ?? "X"
            let value =
                Bool.random(using: &random)
                ? Self.written(Self.people.randomElement(using: &random) ?? "", &random) : "harmless <k@l.m> ü text"
            lines.append("\(name): \(value)")
        }
        return lines.shuffled(using: &random).joined(separator: "\n")
    }

    /// The header in lower case, as it is, without folding, without white space, and decoded.
    private func views(_ message: Message) -> [String] {
        let raw = String(decoding: message.bytes[..<message.root.bodyRange.lowerBound], as: UTF8.self).lowercased()
        let scalars = raw.unicodeScalars
        let unfolded = String(String.UnicodeScalarView(scalars.filter { $0 != "\r" && $0 != "\n" }))
        let squeezed = String(String.UnicodeScalarView(scalars.filter { $0.value > 0x20 }))
        return [raw, unfolded, squeezed, message.root.headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n").lowercased()]
    }

    @Test("Whatever the mail, its header has no address of the owner's, its body is untouched, and it arrives", arguments: 1...20)
    func generated(_ seed: UInt64) throws {
        var random = SeededRandom(seed)
        let people = try Self.people.map { try EmailAddress($0) }
        let alias = try EmailAddress("hello@example.com")
        let bob = try EmailAddress("bob@ex.com")
        let body = "On Monday jane@gmail.com wrote:\r\n> \u{1}ü\r\n"
        let hidden = Set(people.flatMap { [$0.key, AliasKey($0).description] })
        var hadTraces = 0
        for _ in 0..<100 {
            let header = mail(&random)
            let message = Message(Array((header.split(separator: "\n").joined(separator: "\r\n") + "\r\n\r\n" + body).utf8))
            let sent = Message(
                try ForwardingLadder(now: Timestamp(millisecondsSince1970: 0), loops: LoopGuard(ForwardingBench.key()))
                    .reply(message, ReplyWay(alias: alias, correspondent: bob, people: people)).bytes)
            if views(message).contains(where: { view in hidden.contains { view.contains($0) } }) { hadTraces += 1 }
            for view in views(sent) {
                for address in hidden { #expect(!view.contains(address), "\(header)") }
            }
            #expect(sent.bytes[sent.root.bodyRange.lowerBound...] == Array(body.utf8)[...])
            #expect(sent.from == [Address(name: "", address: "hello@example.com")] && !(sent.to + sent.cc).isEmpty, "\(header)")
        }
        #expect(hadTraces == 100)
    }
}

/// The same numbers for the same seed (SplitMix64).
private struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
