/// The comments of a parameter list that nothing but white space and comments follow, up to a semicolon or the end.
///
/// One pass over the field finds them all, however many parentheses it has and whether or not they are closed.
struct TrailingComments {
    /// What follows, by the place of the opening parenthesis.
    private var ends: [Int: Int] = [:]

    /// Finds them from `start` on.
    init(_ bytes: Span<UInt8>, from start: Int) {
        var open: [Int] = []
        var closed: [(start: Int, end: Int)] = []
        var index = start
        while index < bytes.count {
            switch bytes[index] {
            case ASCII.leftParenthesis: open.append(index)
            case ASCII.rightParenthesis: if let start = open.popLast() { closed.append((start, index + 1)) }
            case ASCII.backslash: index += 1
            default: break
            }
            index += 1
        }
        // From the last one, so that a comment knows about the one that follows it.
        for (start, end) in closed.reversed() {
            var next = end
            while next < bytes.count, bytes[next].isFWS { next += 1 }
            if next == bytes.count || bytes[next] == ASCII.semicolon {
                ends[start] = next
            } else if bytes[next] == ASCII.leftParenthesis, let end = ends[next] {
                ends[start] = end
            }
        }
    }

    /// The semicolon or the end behind the comment that begins at `start`; nil when something else follows, or when it has no end.
    func end(of start: Int) -> Int? { ends[start] }
}
