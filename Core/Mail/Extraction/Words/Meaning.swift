/// What a word says about the code or the link near it. A word can say several things.
struct Meaning: OptionSet {
    let rawValue: UInt32

    // Words for what stands beside them
    /// A one-time code by its name alone.
    static let oneTimeCode = Meaning(rawValue: 1 << 0)
    /// A code of some kind.
    static let code = Meaning(rawValue: 1 << 1)
    /// Passcode, PIN, access code: of a meeting where the mail is about one.
    static let passcode = Meaning(rawValue: 1 << 2)
    /// A number of some kind.
    static let number = Meaning(rawValue: 1 << 3)
    static let password = Meaning(rawValue: 1 << 4)
    /// Codes that are kept for later.
    static let backup = Meaning(rawValue: 1 << 5)

    // What a code is for
    /// Signing in, verifying, security.
    static let authentication = Meaning(rawValue: 1 << 6)
    /// Confirming, approving: an account, or an order.
    static let confirmation = Meaning(rawValue: 1 << 7)
    static let coupon = Meaning(rawValue: 1 << 8)
    /// Orders, invoices, errors and whatever else has numbers of its own.
    static let reference = Meaning(rawValue: 1 << 9)
    /// The same, for words that mean it only directly in front of the number.
    static let label = Meaning(rawValue: 1 << 10)
    static let meeting = Meaning(rawValue: 1 << 11)
    /// Parcels and doors.
    static let pickup = Meaning(rawValue: 1 << 12)
    /// Buying and booking.
    static let commerce = Meaning(rawValue: 1 << 13)

    // What is said about a code
    /// Enter it, use it.
    static let enter = Meaning(rawValue: 1 << 14)
    /// How long it is valid.
    static let expiry = Meaning(rawValue: 1 << 15)
    /// Share it with nobody.
    static let secret = Meaning(rawValue: 1 << 16)
    /// Words that stand between a label and its value: is, no.
    static let filler = Meaning(rawValue: 1 << 17)

    // What a link is for
    static let verify = Meaning(rawValue: 1 << 18)
    /// What is verified: an address, an account, a subscription.
    static let account = Meaning(rawValue: 1 << 19)
    static let reset = Meaning(rawValue: 1 << 20)
    static let signIn = Meaning(rawValue: 1 << 21)
    static let magic = Meaning(rawValue: 1 << 22)
    static let invitation = Meaning(rawValue: 1 << 23)
    /// Accept, join.
    static let accept = Meaning(rawValue: 1 << 24)
    static let unsubscribe = Meaning(rawValue: 1 << 25)
    /// Help, terms, shops, other people to be invited.
    static let elsewhere = Meaning(rawValue: 1 << 26)
    /// Click here, the link below.
    static let click = Meaning(rawValue: 1 << 27)
    /// "If this was not you".
    static let notMe = Meaning(rawValue: 1 << 28)
    /// Tells what has happened: a password changed, a new sign-in.
    static let notice = Meaning(rawValue: 1 << 29)
    /// Somebody's attendance, booking or delivery: confirming it verifies nobody.
    static let appointment = Meaning(rawValue: 1 << 30)

    /// Finishing what was begun: a registration.
    static let complete = Meaning(rawValue: 1 << 31)

    static let codeWords: Meaning = [.oneTimeCode, .code, .passcode, .number, .password, .backup]
}

/// Words that mean the same, in all languages.
struct WordList {
    var meaning: Meaning
    /// Words and phrases, a comma or a line end between them. One stands for whole words; `*` at its end also for the beginning of one, and at
    /// its beginning for the end of one. Words of scripts without capitals, such as 漢字 or عربي, are found anywhere. A space also stands for
    /// a line end or a hyphen.
    var words: StaticString

    init(_ meaning: Meaning, _ words: StaticString) {
        self.meaning = meaning
        self.words = words
    }
}
