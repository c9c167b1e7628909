/// Where a code or a link was found.
public enum ExtractionSource: String, Codable, Sendable, CaseIterable {
    /// The Subject field.
    case subject
    /// The plain text.
    case text
    /// The HTML.
    case html
}
