import Mail

/// A text is not JSON.
package struct JSONSyntaxError: Error, Equatable {
    /// The line, from 1.
    package var line: Int
    /// The place in the line, from 1, counted in characters of Unicode.
    package var column: Int
    /// What is wrong there, for people.
    package var what: String
    /// What to do.
    package var remedy: String
}
