import Mail
import MustacheTemplates

/// The templates of mails by name: the user's own, and behind them those that are built in.
///
/// A mail `user_registered` is made of `user_registered.subject.mustache`, `user_registered.txt.mustache` and, if it is there,
/// `user_registered.html.mustache`. For a locale such as `pt-BR` the files `user_registered.pt-BR.…` come before `user_registered.pt.…`, and those
/// before `user_registered.…`; a mail's files are always of one locale. `{{>footer}}` is `footer.mustache`.
public struct MailTemplates: Sendable {
    /// A set of templates that is not whole.
    public struct Incomplete: Error, Equatable, CustomStringConvertible {
        /// What is missing.
        public let description: String
    }

    private let sources: [any TemplateSource]

    /// Templates from sources; the first that has a mail has all of its files.
    public init(_ sources: [any TemplateSource]) { self.sources = sources }

    /// The templates of a mail; nil when nobody has them.
    /// - Parameters:
    ///   - name: the mail's name. What cannot be part of a file's name has no templates.
    ///   - locale: a language tag such as `de` or `pt-BR`; nil, or what is none, for the files without one.
    /// - Throws: `MustacheError`, ``Incomplete``, and what the source throws.
    public func template(_ name: String, locale: String?) async throws -> MailTemplate? {
        guard Self.isName(name) else { return nil }
        for source in sources {
            for tag in Self.tags(locale) {
                let stem = tag.map { "\(name).\($0)" } ?? name
                if let found = try await template(stem, from: source) { return found }
            }
        }
        return nil
    }

    private func template(_ stem: String, from source: any TemplateSource) async throws -> MailTemplate? {
        let (subjectFile, textFile, htmlFile) = ("\(stem).subject.mustache", "\(stem).txt.mustache", "\(stem).html.mustache")
        let subject = try await source.text(of: subjectFile)
        let text = try await source.text(of: textFile)
        guard subject != nil || text != nil else { return nil }
        guard let subject else { throw Incomplete(description: "there is \(textFile), but no \(subjectFile): add it") }
        guard let text else { throw Incomplete(description: "there is \(subjectFile), but no \(textFile): add it") }
        // An editor ends a file with a line end, which a subject has not.
        let trimmed = String(subject.drop { $0.isNewline }.reversed().drop { $0.isNewline }.reversed())
        let templates = (
            subject: try MustacheTemplate(trimmed, named: subjectFile), text: try MustacheTemplate(text, named: textFile),
            html: try await source.text(of: htmlFile).map { text throws(MustacheError) in try MustacheTemplate(text, named: htmlFile) }
        )
        let partials = try await partials(of: [templates.subject, templates.text] + [templates.html].compactMap(\.self), from: source)
        return MailTemplate(subject: templates.subject, text: templates.text, html: templates.html, partials: partials)
    }

    private func partials(of templates: [MustacheTemplate], from source: any TemplateSource) async throws -> [String: MustacheTemplate] {
        var found: [String: MustacheTemplate] = [:]
        var wanted = templates.reduce(into: Set<String>()) { $0.formUnion($1.partialNames) }
        while let name = wanted.popFirst() {
            // One that is not there is an error when it is rendered, which tells where it stands.
            guard found[name] == nil, Self.isName(name), found.count < 100, let text = try await source.text(of: "\(name).mustache") else {
                continue
            }
            let template = try MustacheTemplate(text, named: "\(name).mustache")
            found[name] = template
            wanted.formUnion(template.partialNames)
        }
        return found
    }

    /// `pt-BR`, `pt`, and none.
    private static func tags(_ locale: String?) -> [String?] {
        guard let locale, isName(locale), locale.utf8.count <= 35 else { return [nil] }
        let language = locale.split { $0 == "-" || $0 == "_" }.first.map(String.init)
        let whole = locale.split(separator: "_").joined(separator: "-")
        return [whole, language == whole ? nil : language].compactMap(\.self) + [nil]
    }

    /// Letters, digits, `-` and `_`: nothing that leads out of a folder, or into a locale.
    private static func isName(_ text: String) -> Bool { PlainIdentifier.isPlain(text, limit: 100) }
}
