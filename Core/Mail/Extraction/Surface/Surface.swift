/// A subject, a text or an HTML document as the search sees it: one scalar after the other, with its place in the source.
///
/// White space is collapsed: a space, `\t` between the cells of a table, `\n` between lines; none at the ends of a line, and no empty lines.
struct Surface {
    /// How a character stands out.
    struct Look: OptionSet {
        let rawValue: UInt8

        /// Bold, monospaced, or with space between its letters.
        static let emphasised = Look(rawValue: 1)
        /// Larger than text.
        static let large = Look(rawValue: 2)
        /// Text of a link.
        static let link = Look(rawValue: 4)
        /// An address: nothing in it is a word or a code.
        static let address = Look(rawValue: 8)
    }

    /// A line that has something in it.
    struct Line {
        var range: Range<Int>
        /// Whether an empty line, or the edge of an element that is set apart, is in front.
        var beginsParagraph: Bool
        /// Whether there are letters or digits in it.
        var hasText: Bool
    }

    /// An address that the source leads to.
    struct Link {
        var target: String
        /// Where the text of the link stands; empty for one around an image without a description, or that is hidden.
        var text: Range<Int>
        /// UTF-8 bytes from the beginning of the source to the address.
        var offset: Int
        var isHidden = false
        /// Whether it looks like a button.
        var isButton = false
    }

    let source: ExtractionSource
    /// What a reader sees, digits and dashes of all kinds as ASCII.
    var scalars: [Unicode.Scalar] = []
    /// The same, as words are compared.
    var folded: [Unicode.Scalar] = []
    /// Where each scalar stands in the source, in bytes of UTF-8.
    var offsets: [Int32] = []
    var looks: [Look] = []
    var lines: [Line] = []
    var links: [Link] = []
    /// Whether the source was longer than what is read of it.
    var isCut = false

    var count: Int { scalars.count }

    /// The index of the line that a place is in; a line end belongs to the line before.
    func line(at place: Int) -> Int {
        var low = 0
        var high = lines.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if lines[middle].range.lowerBound <= place { low = middle } else { high = middle }
        }
        return low
    }

    /// The text of a range, without line ends.
    func text(_ range: Range<Int>) -> String {
        var result = String.UnicodeScalarView()
        for scalar in scalars[range] { result.append(scalar.isBlank ? " " : scalar) }
        return String(result)
    }

    /// Whether a sentence ends at this place: with a mark, and something else than the rest of a word behind it.
    func endsSentence(at place: Int) -> Bool {
        let scalar = scalars[place]
        guard scalar.endsSentence else { return false }
        guard scalar == "." else { return true }
        // `e.g.` and `Nr. 5` end none, but nobody can know; a dot inside of a word, such as `example.com`, surely does not.
        return place + 1 >= count || scalars[place + 1].isBlank || scalars[place + 1] == "\"" || scalars[place + 1] == ")"
    }

    /// Whether a line goes on with the next one: the source was wrapped there, as plain text is at some 70 characters.
    func isWrapped(_ line: Int) -> Bool {
        guard source == .text, line + 1 < lines.count, !lines[line + 1].beginsParagraph else { return false }
        return lines[line].range.count >= 50
    }
}
