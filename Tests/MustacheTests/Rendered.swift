import MustacheTemplates
import Testing

/// What a template is rendered as.
func rendered(
    _ template: String, _ value: MustacheValue = [:], partials: [String: String] = [:], as escaping: MustacheTemplate.Escaping = .html,
    unknown: MustacheTemplate.Unknown = .empty
) throws(MustacheError) -> String {
    var read: [String: MustacheTemplate] = [:]
    for (name, text) in partials { read[name] = try MustacheTemplate(text, named: name) }
    return try MustacheTemplate(template, named: "mail").render(value, partials: read, as: escaping, unknown: unknown)
}

/// The error of something that cannot be read or rendered; nil, and an issue, where it can.
func mustacheError(at place: SourceLocation = #_sourceLocation, _ body: () throws(MustacheError) -> Void) -> MustacheError? {
    do {
        try body()
        Issue.record("there is no error", sourceLocation: place)
        return nil
    } catch {
        return error
    }
}
