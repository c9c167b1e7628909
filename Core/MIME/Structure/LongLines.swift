extension Message {
    /// Where the first line begins that has more than `limit` bytes without its line end, among the lines of a range of the raw mail; nil when
    /// there is none. Lines end with LF or CRLF.
    public func firstLine(longerThan limit: Int, in range: Range<Int>) -> Int? {
        storage.sources[0].withBytes { bytes in
            let range = range.clamped(to: 0..<bytes.count)
            var start = range.lowerBound
            while start < range.upperBound {
                let feed = ByteScan.first(ASCII.lf, in: bytes, start..<range.upperBound)
                let next = feed.map { $0 + 1 } ?? range.upperBound
                let isCRLF = feed.map { $0 > start && bytes[$0 - 1] == ASCII.cr } ?? false
                if (feed ?? range.upperBound) - (isCRLF ? 1 : 0) - start > limit { return start }
                start = next
            }
            return nil
        }
    }
}
