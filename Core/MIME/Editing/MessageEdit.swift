/// Bytes of a mail that others take the place of.
public struct Splice: Sendable, Equatable {
    /// What is taken out of the raw mail; empty where something is only put in.
    public let range: Range<Int>
    /// What comes in its place.
    public let bytes: [UInt8]

    /// Creates a splice.
    public init(_ range: Range<Int>, _ bytes: [UInt8]) {
        self.range = range
        self.bytes = bytes
    }
}

/// A mail with changes, which are splices on its raw bytes: everything else stays byte for byte, and nothing is copied before it is asked for.
public struct MessageEdit: Sendable {
    /// A piece of the changed mail.
    public enum Segment: Sendable, Equatable {
        /// Bytes of the original.
        case original(Range<Int>)
        /// Bytes that are new.
        case new([UInt8])
    }

    /// The changes, in the order of the mail; they do not overlap.
    public let splices: [Splice]
    let source: ByteSource

    /// Takes splices for a mail.
    /// - Throws: ``EditError/Code-swift.enum/conflictingEdits`` where they are not in order, overlap, or lie outside of the mail.
    public init(_ splices: [Splice], of bytes: [UInt8]) throws(EditError) {
        try self.init(splices, .array(bytes))
    }

    /// Takes the edits of several parts of one mail.
    /// - Throws: ``EditError/Code-swift.enum/conflictingEdits`` for a part that is there twice.
    public init(_ editors: [HeaderEditor], bodies: [Splice] = [], of message: Message) throws(EditError) {
        // A part comes before what is in it, where both begin at one place.
        let sorted = editors.sorted { $0.node < $1.node }
        var last: Int?
        for editor in sorted {
            guard editor.node != last, editor.isEditor(of: message) else { throw EditError(.conflictingEdits, "part \(editor.path)") }
            last = editor.node
        }
        let splices = sorted.flatMap { $0.splices } + bodies
        // Stable: a header ends where its body begins.
        let order = splices.indices.sorted { (splices[$0].range.lowerBound, $0) < (splices[$1].range.lowerBound, $1) }
        try self.init(order.map { splices[$0] }, message.storage.sources[0])
    }

    init(_ splices: [Splice], _ source: ByteSource) throws(EditError) {
        var position = 0
        for splice in splices {
            guard splice.range.lowerBound >= position, splice.range.upperBound <= source.count else {
                throw EditError(.conflictingEdits, "splice at \(splice.range)")
            }
            position = splice.range.upperBound
        }
        self.splices = splices
        self.source = source
    }

    /// Splices that are known to be in order.
    init(ordered splices: [Splice], _ source: ByteSource) {
        self.splices = splices
        self.source = source
    }

    /// How many bytes the changed mail has.
    public var count: Int { splices.reduce(source.count) { $0 + $1.bytes.count - $1.range.count } }

    /// The changed mail as pieces of the original and new bytes, for streaming.
    public var segments: [Segment] {
        var result: [Segment] = []
        var position = 0
        for splice in splices {
            if splice.range.lowerBound > position { result.append(.original(position..<splice.range.lowerBound)) }
            if !splice.bytes.isEmpty { result.append(.new(splice.bytes)) }
            position = splice.range.upperBound
        }
        if position < source.count { result.append(.original(position..<source.count)) }
        return result
    }

    /// The changed mail.
    public func apply() -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(count)
        source.withBytes { bytes in
            for segment in segments {
                switch segment {
                case .original(let range): result.append(bytes, range)
                case .new(let bytes): result += bytes
                }
            }
        }
        return result
    }

    /// The splices that make the original of the changed mail.
    public var inverse: [Splice] {
        var shift = 0
        return splices.map { splice in
            let start = splice.range.lowerBound + shift
            shift += splice.bytes.count - splice.range.count
            return Splice(start..<(start + splice.bytes.count), source[splice.range])
        }
    }
}
