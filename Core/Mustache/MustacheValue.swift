/// What a template is rendered with: the values of JSON.
public enum MustacheValue: Sendable, Equatable {
    /// Nothing: as text empty, as a section false.
    case null
    /// True or false.
    case bool(Bool)
    /// A text. As a section it is true, also where it is empty.
    case text(String)
    /// A number as it was written; it is shown like that.
    case number(String)
    /// Values in their order; a section is rendered for each.
    case list([MustacheValue])
    /// Values by name.
    case object([String: MustacheValue])

    /// Whether a section of it is rendered: null, false and the empty list are false, all else is true.
    ///
    /// The specification's cases say this of those three and leave the empty text and zero to the language. They are true here as in Ruby's
    /// Mustache, Hogan, JMustache and swift-mustache; mustache.js, pystache and chevron have them false.
    var isTrue: Bool {
        switch self {
        case .null, .bool(false): false
        case .list(let values): !values.isEmpty
        default: true
        }
    }
}

extension MustacheValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// Nothing.
    public init(nilLiteral: ()) { self = .null }

    /// True or false.
    public init(booleanLiteral value: Bool) { self = .bool(value) }

    /// A text.
    public init(stringLiteral value: String) { self = .text(value) }

    /// A whole number.
    public init(integerLiteral value: Int) { self = .number(String(value)) }
}

extension MustacheValue: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    /// A list.
    public init(arrayLiteral elements: MustacheValue...) { self = .list(elements) }

    /// An object; of values of one name, the last.
    public init(dictionaryLiteral elements: (String, MustacheValue)...) {
        self = .object(Dictionary(elements) { _, last in last })
    }
}
