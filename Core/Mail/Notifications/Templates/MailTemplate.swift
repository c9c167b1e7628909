import Mail
import MustacheTemplates

/// The templates that one kind of mail is made of: a subject, a text and, where there is one, HTML.
public struct MailTemplate: Sendable {
    /// What a template comes to.
    public struct Rendered: Sendable, Equatable {
        /// One line.
        public var subject: String
        /// The plain text.
        public var text: String
        /// The HTML; nil where there is no template for it.
        public var html: String?
    }

    let subject: MustacheTemplate
    let text: MustacheTemplate
    let html: MustacheTemplate?
    let partials: [String: MustacheTemplate]

    /// Renders all of them; a name that is not there is an error, so that no mail has a hole in it.
    /// - Throws: `MustacheError`, which names the file and the line.
    public func render(_ values: MustacheValue) throws(MustacheError) -> Rendered {
        let line = try subject.render(values, partials: partials, as: .none, unknown: .refused)
        return Rendered(
            subject: CleanText.line(line, limit: 250),
            text: CleanText.block(try text.render(values, partials: partials, as: .none, unknown: .refused), limit: 1 << 20),
            html: try html?.render(values, partials: partials, as: .html, unknown: .refused))
    }
}
