/// A piece of a template that was read.
struct Node: Sendable {
    /// Sections are flat: they know by number where they begin and end.
    enum Kind: Sendable {
        /// Text, with the breaks of its lines.
        case text
        /// A line begins here with a tag: a text knows itself that it begins a line.
        case lineStart
        case variable(Name, isEscaped: Bool)
        /// A section, and the number of its end.
        case section(Name, end: Int)
        /// The end of the section of this number.
        case sectionEnd(Int)
        /// An inverted section, and the number of the node after it.
        case inverted(Name, end: Int)
        /// A partial. Where it stands alone in its line, the white space before it is put before each of the partial's lines; else nil.
        case partial(String, indentation: Range<Int>?)
    }

    var kind: Kind
    /// Where it is in the template: the text, or the tag.
    var range: Range<Int>
}

/// The name of a value.
struct Name: Sendable {
    /// How many bytes it may have, so that no look-up takes long.
    static let limit = 256

    /// As it is in the template.
    let text: String
    /// What is between the dots; of `.`, the value itself, none.
    let parts: [String]
}
