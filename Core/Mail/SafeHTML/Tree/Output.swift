/// What is written, in pieces: some places are filled only after what follows them was written.
///
/// A browser moves what stands in a table but in no cell in front of that table, and whether a link says where it leads is known at its end.
struct Output {
    /// A place to write to. Its number stays valid.
    typealias Place = Int

    /// Bytes that were written.
    struct Piece {
        fileprivate var segment: Int
        fileprivate var range: Range<Int>
        var count: Int { range.count }
    }

    private var segments: [[UInt8]] = [[]]
    /// The segment that follows each one, or -1.
    private var following = [-1]
    /// Where each place goes on.
    private var places = [0]
    private(set) var count = 0

    /// Where writing begins.
    static let start: Place = 0

    mutating func write(_ bytes: some Collection<UInt8>, to place: Place) {
        segments[places[place]].append(contentsOf: bytes)
        count += bytes.count
    }

    /// Writes with a function that appends.
    mutating func write(to place: Place, _ append: (inout [UInt8]) -> Void) {
        let segment = places[place]
        let before = segments[segment].count
        append(&segments[segment])
        count += segments[segment].count - before
    }

    /// The piece that `write` writes to `place`.
    mutating func piece(at place: Place, _ write: (inout Output) -> Void) -> Piece {
        let segment = places[place]
        let start = segments[segment].count
        write(&self)
        return Piece(segment: segment, range: start..<segments[segment].count)
    }

    /// Writes a piece again.
    mutating func write(_ piece: Piece, to place: Place) {
        write(Array(segments[piece.segment][piece.range]), to: place)
    }

    func isSame(_ one: Piece, _ other: Piece) -> Bool {
        one.count == other.count && segments[one.segment][one.range] == segments[other.segment][other.range]
    }

    /// Opens a place here; what `place` gets from now on stands behind it.
    mutating func insertPlace(at place: Place) -> Place {
        let inserted = appendSegment(after: places[place])
        places[place] = appendSegment(after: inserted)
        places.append(inserted)
        return places.count - 1
    }

    private mutating func appendSegment(after segment: Int) -> Int {
        let index = segments.count
        segments.append([])
        following.append(following[segment])
        following[segment] = index
        return index
    }

    /// Everything, in its order.
    consuming func assemble(into result: inout [UInt8]) {
        result.reserveCapacity(result.count + count)
        var segment = 0
        while segment >= 0 {
            result += segments[segment]
            segment = following[segment]
        }
    }
}
