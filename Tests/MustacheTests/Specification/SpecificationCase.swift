import MustacheTemplates
import Testing

/// A case of the [Mustache specification](https://github.com/mustache/spec), under the name that it has there, with an example of our own.
struct SpecificationCase: Sendable, CustomTestStringConvertible {
    let name: String
    let template: String
    let value: MustacheValue
    let partials: [String: String]
    let expected: String

    init(_ name: String, _ template: String, _ value: MustacheValue = [:], partials: [String: String] = [:], is expected: String) {
        self.name = name
        self.template = template
        self.value = value
        self.partials = partials
        self.expected = expected
    }

    var testDescription: String { name }
}
