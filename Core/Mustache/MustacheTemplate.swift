/// A text with tags that is rendered with values, as [Mustache](https://mustache.github.io/mustache.5.html) has it, without lambdas,
/// inheritance and dynamic names.
///
/// It is read once and can be rendered often. Neither reading nor rendering calls itself, so no template and no values can exhaust the stack.
public struct MustacheTemplate: Sendable {
    /// How values are written into the text.
    public enum Escaping: Sendable {
        /// `&`, `<`, `>`, `"` and `'` as references, so that a value is text in HTML and in quoted attributes.
        case html
        /// As they are, for a subject and plain text.
        case none
    }

    /// What becomes of a variable that no object has the name of, and of a partial that is not there.
    public enum Unknown: Sendable {
        /// Nothing is written, as the specification says.
        case empty
        /// An error, so that a typing error makes no mail with a hole in it. Sections ask whether a name is there: for them none is an error.
        case refused
    }

    /// How many bytes of UTF-8 a template may have.
    public static let lengthLimit = 1 << 20
    /// How many bytes of UTF-8 rendering may write.
    public static let outputLimit = 4 << 20
    /// How deep sections of a template, and partials, may stand in each other.
    public static let depthLimit = 100
    /// How many steps rendering may take: tags, texts, and objects that are asked for a name. Lists in lists that write nothing would take
    /// for ever.
    public static let stepLimit = 5_000_000

    /// The name by which errors call it.
    public let name: String

    let bytes: [UInt8]
    let nodes: [Node]

    /// Reads a template.
    /// - Parameters:
    ///   - text: The template.
    ///   - name: Its name in errors.
    /// - Throws: ``MustacheError`` for the first tag that is wrong.
    public init(_ text: String, named name: String) throws(MustacheError) {
        guard text.utf8.count <= Self.lengthLimit else {
            throw MustacheError(
                .templateTooLong, template: name, line: 1, what: "it has more than \(Self.lengthLimit) bytes", remedy: "Shorten it.")
        }
        var parser = TemplateParser(Array(text.utf8), template: name)
        try parser.parse()
        self.name = name
        bytes = parser.bytes
        nodes = parser.nodes
    }

    /// Renders it.
    /// - Parameters:
    ///   - value: What the names are looked up in, most often an object.
    ///   - partials: The templates that `{{>name}}` stands for.
    ///   - escaping: How values are written.
    ///   - unknown: What becomes of names that are not there.
    /// - Returns: The text. What is in a value is never read as a tag.
    /// - Throws: ``MustacheError`` for the first tag that cannot be rendered.
    public func render(
        _ value: MustacheValue, partials: [String: MustacheTemplate] = [:], as escaping: Escaping = .html, unknown: Unknown = .empty
    ) throws(MustacheError) -> String {
        var renderer = Renderer(self, value, partials: partials, escaping: escaping, unknown: unknown)
        return try renderer.render()
    }

    /// The names of the partials that it asks for itself.
    public var partialNames: Set<String> {
        Set(
            nodes.compactMap { node in
                guard case .partial(let name, _) = node.kind else { return nil }
                return name
            })
    }

    /// The line of a byte, from 1. It is counted when something goes wrong, not before.
    func line(of index: Int) -> Int { 1 + bytes[..<index].count { $0 == UInt8(ascii: "\n") } }
}
