/// Writes the text of HTML: white space collapses, and line breaks wait until something follows them.
struct HTMLTextWriter {
    /// The text so far; never ends with white space.
    private(set) var output: [UInt8] = []
    private var breaks = 0
    private var spaces = 0
    private var isCell = false
    /// A joiner or direction mark that is kept only between visible characters.
    private var mark: Unicode.Scalar?
    private var item: [UInt8] = []

    /// How many quotations are marked at the beginning of a line; more would let the text outgrow its source.
    private static let markedQuotes: UInt8 = 4

    // MARK: White space

    /// Asks for at least this many line breaks: two of them are an empty line.
    mutating func breakLine(_ count: Int) {
        breaks = max(breaks, count)
        spaces = 0
    }

    /// One more line break; outside of preformatted text there is at most one empty line.
    mutating func addBreak(isPreformatted: Bool = false) {
        if isPreformatted || breaks < 2 { breaks += 1 }
        spaces = 0
    }

    /// White space between words.
    mutating func space() {
        spaces = max(spaces, 1)
    }

    /// White space of preformatted text.
    mutating func preformattedSpaces(_ count: Int) {
        spaces += count
    }

    /// A boundary between the cells of a table row.
    mutating func cell() {
        isCell = true
    }

    /// What stands before the next text if that begins a line: the mark of a list item.
    mutating func beginItem(_ marker: [UInt8]) {
        item = marker
    }

    // MARK: Text

    /// Writes what waits, and then answers where the next byte goes.
    private mutating func flush(_ style: HTMLStyle) {
        guard breaks > 0 || spaces > 0 || isCell || !item.isEmpty || output.isEmpty || mark != nil else { return }
        if breaks > 0 || output.isEmpty {
            if !output.isEmpty {
                for _ in 0..<breaks { output.append(ASCII.lf) }
            }
            for _ in 0..<min(style.quotes, Self.markedQuotes) { output += [ASCII.greater, ASCII.space] }
            output += item
            if style.isPreformatted {
                for _ in 0..<spaces { output.append(ASCII.space) }
            }
            item = []
        } else if isCell {
            output.append(ASCII.tab)
        } else if style.isPreformatted {
            for _ in 0..<spaces { output.append(ASCII.space) }
        } else if spaces > 0 {
            output.append(ASCII.space)
        }
        breaks = 0
        spaces = 0
        isCell = false
    }

    /// Writes visible bytes, whole characters of UTF-8.
    mutating func write(_ bytes: ArraySlice<UInt8>, _ style: HTMLStyle) {
        guard let first = bytes.first else { return }
        let joiner = mark
        flush(style)
        mark = nil
        // Joiners mean something in scripts and emoji; a row of them between words is padding.
        if let joiner, first >= 0x80 { output += Array(String(joiner).utf8) }
        output += bytes
    }

    /// A character that joins others or sets their direction; it counts only directly between two others.
    mutating func join(_ scalar: Unicode.Scalar) {
        mark = breaks == 0 && spaces == 0 && !isCell && !output.isEmpty ? scalar : nil
    }

    /// Writes the address of a link directly behind its text, before the white space that waits.
    mutating func append(target: [UInt8]) {
        output += [ASCII.space, ASCII.less]
        output += target
        output.append(ASCII.greater)
    }

    /// Where the next visible byte goes.
    mutating func position(_ style: HTMLStyle) -> Int {
        flush(style)
        return output.count
    }
}
