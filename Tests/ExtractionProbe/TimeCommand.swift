import Extraction
import ExtractionEvaluation

/// `time DIR` says how long evaluation mails take, and how hostile texts grow: twice the text should take twice the time.
func timeCommand(_ arguments: [String]) -> Int32? {
    guard arguments.count == 1, let mails = try? EvaluationMail.folder(arguments[0]), !mails.isEmpty else { return nil }
    let clock = ContinuousClock()
    let first = clock.measure { _ = Extraction(subject: "1", text: "1", html: nil) }
    print("first call, with the words to be laid out: \(milliseconds(first)) ms")
    let rounds = 20
    let all = clock.measure {
        for _ in 0..<rounds {
            for mail in mails { _ = Extraction(subject: mail.subject, text: mail.text, html: mail.html) }
        }
    }
    print("\(mails.count) mails: \(milliseconds(all / (rounds * mails.count) * 1000)) µs each")
    for piece in ["code 123456 ", "verification code: 123456\n", "1 ", "<div>1</div>", "https://a/b1?c=2 ", "verify ", "lorem ipsum "] {
        let times = [65_536, 131_072, 262_144].map { size -> String in
            let text = String(repeating: piece, count: size / piece.utf8.count)
            return milliseconds(clock.measure { _ = Extraction(subject: nil, text: text, html: nil) })
        }
        print("64, 128, 256 KB of \"\(piece.filter { $0 != "\n" })\": \(times.joined(separator: ", ")) ms")
    }
    return 0
}

private func milliseconds(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let hundredths = (seconds * 1_000_000 + attoseconds / 1_000_000_000_000) / 10
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
}
