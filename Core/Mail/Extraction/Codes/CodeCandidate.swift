/// What a code is.
public enum CodeKind: String, Codable, Sendable, CaseIterable {
    /// A one-time code: to sign in, to verify an address, to reset a password.
    case oneTime = "otp"
    /// A password that was given out.
    case password
    /// A code that is kept for later, when there is no other way in.
    case backup
    /// A promotion, voucher or invitation code.
    case coupon
    /// What a meeting asks for: its passcode.
    case meeting
    /// What opens a locker or a door, or is told to a courier.
    case pickup
    /// The number of an order, a ticket, an error: not listed as a code.
    case reference
}

/// The rule that decided what a code is. The names are stable.
public enum CodeRule: String, Codable, Sendable, CaseIterable {
    /// A word directly in front says so: "Your verification code is 123456".
    case label
    /// A word near by, in front: the line above, or further on in the sentence.
    case nearLabel = "near_label"
    /// A word behind: "123456 is your verification code".
    case labelBehind = "label_behind"
    /// "Enter 123456 to sign in".
    case enter
    /// No word near it, but it stands alone in a mail about signing in or verifying.
    case alone
}

/// Something that may be a code.
public struct CodeCandidate: Codable, Sendable, Equatable {
    /// As it has to be typed: digits of all scripts in ASCII, without the spaces between groups; a dash is kept only among letters.
    public var value: String
    /// What it is.
    public var kind: CodeKind
    /// From 0 to 1: how sure it is that there is such a code, and that this is it.
    public var confidence: Double
    /// What decided.
    public var rule: CodeRule
    /// Where it was found; of several places, the one that says most.
    public var source: ExtractionSource
    /// How many bytes of UTF-8 are in front of it there.
    public var offset: Int
}
