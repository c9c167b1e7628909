import JSON
import Mail

/// Something in a person's aliases that cannot be used, or is not as they may think.
public struct AliasProblem: Sendable, Equatable, CustomStringConvertible {
    /// The line, from 1; nil when it is not about a text.
    public var line: Int?
    /// The place in the line, from 1, where that is known.
    public var column: Int?
    /// The alias or the name that it is about; nil when it is about the whole.
    public var key: String?
    /// What is wrong.
    public var what: String
    /// What to do.
    public var remedy: String

    /// Creates the description of a problem.
    public init(line: Int? = nil, column: Int? = nil, key: String? = nil, _ what: String, _ remedy: String) {
        self.line = line
        self.column = column
        self.key = key
        self.what = what
        self.remedy = remedy
    }

    init(_ error: JSONSyntaxError) {
        self.init(line: error.line, column: error.column, error.what, error.remedy)
    }

    /// `line 3: hello@example.com: the target 'jane' is no address: it has no '@'. Write it as name@domain.`
    public var description: String {
        let place = line.map { line in "line \(line)\(column.map { ", column \($0)" } ?? "")" }
        let parts = [place, key.map { PrintableText.line($0) }, "\(what). \(remedy)"]
        return parts.compactMap(\.self).joined(separator: ": ")
    }
}

/// Aliases cannot be read.
public struct AliasProblems: Error, Equatable, CustomStringConvertible {
    /// All that is wrong, in the order of the text: at least one.
    public let problems: [AliasProblem]

    /// One problem a line.
    public var description: String { problems.map(\.description).joined(separator: "\n") }

    /// Creates the error; problems are put in the order of their lines.
    public init(_ problems: [AliasProblem]) {
        let inOrder = problems.enumerated().sorted { ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset) }
        self.problems = inOrder.map(\.element)
    }
}
