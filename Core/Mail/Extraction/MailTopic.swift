/// What a mail is about, as far as it decides what its codes and links are.
struct MailTopic {
    /// What the words of the subject mean, all together.
    let subject: Meaning
    /// The same for the body.
    let body: Meaning
    /// Signing in, verifying, resetting; "secure" and the like are not enough.
    let isAuthentication: Bool
    /// Orders, bookings, receipts.
    let isCommerce: Bool
    let isMeeting: Bool
    /// Tells what has happened: a changed password, a new sign-in.
    let isNotice: Bool
    /// Whether the subject is about signing in, verifying or resetting.
    var isAboutSigningIn: Bool {
        !subject.isDisjoint(with: [.oneTimeCode, .code, .passcode, .signIn, .reset, .magic, .verify])
            && subject.isDisjoint(with: [.coupon, .notice])
    }
    /// Whether the subject speaks of a code, and of nothing that has others.
    let namesCode: Bool

    init(subject: WordMap, bodies: [WordMap]) {
        self.subject = Self.meaning(subject)
        body = bodies.reduce(into: []) { $0.formUnion(Self.meaning($1)) }
        var authentication = 0
        var commerce = 0
        var meeting = 0
        // Text and HTML say the same: the one that says more counts.
        for map in bodies {
            authentication = max(authentication, Self.authentication(map))
            commerce = max(commerce, map.hits.count { $0.means(.commerce) })
            meeting = max(meeting, map.hits.count { $0.means(.meeting) })
        }
        isAuthentication = authentication + 2 * Self.authentication(subject) >= 3
        isCommerce = commerce + 2 * subject.hits.count { $0.means(.commerce) } >= 2
        let isMeetingSubject = self.subject.contains(.meeting)
        isMeeting = (isMeetingSubject ? 1 : 0) + meeting >= 2 && self.subject.isDisjoint(with: [.oneTimeCode, .magic, .reset])
        namesCode =
            !self.subject.isDisjoint(with: [.oneTimeCode, .code, .passcode])
            && self.subject.isDisjoint(with: [.coupon, .reference, .pickup, .meeting, .commerce, .backup, .notice])
        isNotice = self.subject.contains(.notice)
    }

    private static func meaning(_ map: WordMap) -> Meaning {
        map.hits.reduce(into: []) { $0.formUnion($1.meaning) }
    }

    private static func authentication(_ map: WordMap) -> Int {
        map.hits.reduce(into: 0) { score, hit in
            if hit.means(.oneTimeCode) { score += 3 }
            if hit.means([.signIn, .reset, .magic, .secret]) || hit.meaning.isSuperset(of: [.verify, .authentication]) { score += 2 }
            if hit.means(.notMe) { score += 1 }
        }
    }
}
