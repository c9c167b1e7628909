/// What a link is for.
public enum LinkPurpose: String, Codable, Sendable, CaseIterable {
    /// Verifies an address, activates an account, confirms a subscription.
    case verify
    /// Sets a new password.
    case reset
    /// Signs in without a password.
    case magic
    /// Accepts an invitation.
    case invite
    /// Ends a subscription.
    case unsubscribe
    /// Anything else.
    case other
}

/// The rule that decided what a link is for. The names are stable.
public enum LinkRule: String, Codable, Sendable, CaseIterable {
    /// The text of the link says so: "Verify your address".
    case linkText = "link_text"
    /// The sentence around it, or the lines above.
    case context
    /// The address itself: `/verify?token=…`.
    case address
    /// What the mail is about: nothing else in it leads to that.
    case topic
    /// Nothing says what it is for.
    case none
}

/// What a person should know about a link before following it.
public enum LinkFlag: String, Codable, Sendable, CaseIterable {
    /// Its text names another host than the one it leads to.
    case textDiffers = "text_differs"
    /// It is not shown.
    case hidden
}

/// A link of a mail.
public struct LinkCandidate: Codable, Sendable, Equatable {
    /// Where it leads, as the mail has it: redirectors that count clicks are not followed. It is the sender's, and nothing about it is checked.
    public var url: String
    /// The text of the link; empty for an address in a text, and for an image without a description.
    public var text: String
    /// What it is for.
    public var purpose: LinkPurpose
    /// From 0 to 1: how sure the purpose is, and that the mail was sent for it.
    public var confidence: Double
    /// What decided.
    public var rule: LinkRule
    /// What to know about it.
    public var flags: [LinkFlag]
    /// Where it was found: the HTML, when it is in the text as well.
    public var source: ExtractionSource
    /// How many bytes of UTF-8 are in front of its address there.
    public var offset: Int
}
