import Mail

/// Something stands where an alias is kept, and is none. It is an error and never 'no alias': mail would be lost by a slip of the pen.
public struct UnreadableAlias: Error, Sendable, Equatable, CustomStringConvertible {
    /// Where it stands, such as `the parameter '/postroom/aliases/example.com/hello'`.
    public let place: String
    /// All that is wrong with it.
    public let problems: AliasProblems

    /// Describes it.
    public init(_ place: String, _ problems: AliasProblems) {
        self.place = place
        self.problems = problems
    }

    /// The place, and what is wrong there.
    public var description: String { "\(place) cannot be used as an alias: \(problems)" }
}
