/// Nested data as indented lines.
struct Outline {
    struct Line: Hashable {
        var depth: Int
        /// Whether an element of a list begins here.
        var isItem = false
        /// The name, without the colon; nil for an element of a list that has none.
        var name: String?
        /// nil where what it is comes in the next lines.
        var value: String?
    }

    var lines: [Line] = []
    /// How many values are not shown.
    var left = 0
}
