import Mail

/// Why a report cannot be read: where, what is wrong, and what to do where something can be done.
public struct DMARCProblem: Error, Equatable, CustomStringConvertible {
    /// The entry of a zip or the attachment of a mail; nil when the file itself is the report.
    public var place: String?
    /// The line of the XML, counted from 1.
    public var line: Int?
    /// What is wrong.
    public var text: String

    init(_ text: String, line: Int? = nil, place: String? = nil) {
        self.text = text
        self.line = line
        self.place = place
    }

    /// All of it in a line that is safe for a terminal.
    public var description: String {
        [place.map { PrintableText.line($0, limit: 100) }, line.map { "line \($0)" }, text].compactMap(\.self).joined(separator: ": ")
    }

    func at(_ place: String?) -> DMARCProblem {
        var result = self
        result.place = result.place ?? place
        return result
    }
}
