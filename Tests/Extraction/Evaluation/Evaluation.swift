import Extraction

/// How often what was found is what a person finds.
package struct Tally: Sendable {
    /// Found, and right.
    package var right = 0
    /// Found, and another or none is right.
    package var wrong = 0
    /// Mails that have one.
    package var expected = 0

    package init() {}

    package var precision: Double { right + wrong == 0 ? 1 : Double(right) / Double(right + wrong) }
    package var recall: Double { expected == 0 ? 1 : Double(right) / Double(expected) }

    fileprivate mutating func add(isFound: Bool, isRight: Bool, isExpected: Bool) {
        if isFound { if isRight { right += 1 } else { wrong += 1 } }
        if isExpected { expected += 1 }
    }
}

/// The codes and links found in the mails of a folder, held against what a person finds.
package struct Evaluation: Sendable {
    /// A mail in which something else was found.
    package struct Miss: Sendable {
        package var mail: EvaluationMail
        package var field: String
        package var expected: String?
        package var found: String?
    }

    package private(set) var codes = Tally()
    package private(set) var links = Tally()
    /// By language.
    package private(set) var byLanguage: [String: (codes: Tally, links: Tally)] = [:]
    package private(set) var misses: [Miss] = []
    package private(set) var count = 0

    package init(_ mails: [EvaluationMail]) {
        for mail in mails { add(mail) }
    }

    private mutating func add(_ mail: EvaluationMail) {
        count += 1
        let found = Extraction(subject: mail.subject, text: mail.text, html: mail.html)
        let isCodeRight = found.otp.map { mail.otp != nil && mail.accepts($0.value) } ?? false
        let isLinkRight = found.link.map { $0.url == mail.link } ?? false
        var tallies = byLanguage[mail.language] ?? (Tally(), Tally())
        tallies.codes.add(isFound: found.otp != nil, isRight: isCodeRight, isExpected: mail.otp != nil)
        tallies.links.add(isFound: found.link != nil, isRight: isLinkRight, isExpected: mail.link != nil)
        byLanguage[mail.language] = tallies
        codes.add(isFound: found.otp != nil, isRight: isCodeRight, isExpected: mail.otp != nil)
        links.add(isFound: found.link != nil, isRight: isLinkRight, isExpected: mail.link != nil)
        if !isCodeRight, found.otp != nil || mail.otp != nil {
            misses.append(Miss(mail: mail, field: "otp", expected: mail.otp, found: found.otp?.value))
        }
        if !isLinkRight, found.link != nil || mail.link != nil {
            misses.append(Miss(mail: mail, field: "link", expected: mail.link, found: found.link?.url))
        }
    }
}
