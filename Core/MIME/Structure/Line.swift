/// One line of raw mail. It ends with LF, alone or after CR (RFC 5322 section 2.1 asks for CRLF, mail on disk often has LF);
/// a CR anywhere else is data.
struct Line {
    /// First byte.
    var start: Int
    /// Behind the last byte that is not part of the line end.
    var end: Int
    /// First byte of the next line.
    var next: Int
    /// False where the bytes end before the line does.
    var isWhole: Bool

    /// The line that begins at `start`; `from` is where its end may be looked for, when an earlier look has come that far.
    init(in bytes: Span<UInt8>, from start: Int, searchingFrom from: Int? = nil) {
        self.start = start
        guard let feed = ByteScan.first(ASCII.lf, in: bytes, max(start, from ?? start)..<bytes.count) else {
            end = bytes.count
            next = bytes.count
            isWhole = false
            return
        }
        end = feed > start && bytes[feed - 1] == ASCII.cr ? feed - 1 : feed
        next = feed + 1
        isWhole = true
    }
}
