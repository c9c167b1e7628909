/// A template cannot be read or rendered.
public struct MustacheError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong, for programs.
    public enum Code: String, Sendable, CaseIterable {
        /// The template is longer than ``MustacheTemplate/lengthLimit``.
        case templateTooLong
        /// A tag has no end.
        case unclosedTag
        /// What is in a tag is no name.
        case invalidName
        /// A section has no end.
        case unclosedSection
        /// A tag ends a section that is not open, or not the innermost one.
        case wrongClosing
        /// Sections stand too deep in each other.
        case sectionsTooDeep
        /// A tag sets delimiters that cannot be.
        case invalidDelimiters
        /// A kind of tag that other renderers have, and this one has not.
        case notSupported
        /// No value has the name; only where that is refused.
        case unknownName
        /// No partial has the name; only where that is refused.
        case unknownPartial
        /// A list or an object stands where a text is shown.
        case notText
        /// Partials stand too deep in each other.
        case partialsTooDeep
        /// What is rendered is longer than ``MustacheTemplate/outputLimit``.
        case outputTooLong
        /// Rendering takes more than ``MustacheTemplate/stepLimit`` steps.
        case tooManySteps
    }

    /// What went wrong.
    public var code: Code
    /// The name of the template: of the partial, where it went wrong in one.
    public var template: String
    /// The line of the template, from 1.
    public var line: Int
    /// What went wrong, where, and what to do.
    public var description: String

    init(_ code: Code, template: String, line: Int, what: String, remedy: String) {
        self.code = code
        self.template = template
        self.line = line
        description = "template \(template), line \(line): \(what). \(remedy)"
    }
}
