/// What a stream keeps of one buffer: the mail itself, or an embedded message that is decoded while it comes.
struct StreamLayer {
    /// Bytes of one call of ``MessageHandler/content(_:of:)``.
    static let blockSize = 65_536

    /// Where the scan of the buffer stands, while it is not the scanner's own.
    var scan: StructureScanner.Layer
    /// The bytes that may still be needed, and the place of the first of them.
    var window: [UInt8] = []
    private(set) var base = 0
    /// The content before this place was handed on.
    var passed = 0
    /// Whether the limit of embedded messages cut the message that is decoded now.
    var isCut = false

    /// The entity whose content is decoded now, and what was decoded of it and not handed on.
    private var node: Int?
    private var decoder = BodyDecoder(.binary)
    private var content: [UInt8] = []
    private var log = DefectLog()

    init(_ scan: StructureScanner.Layer) {
        self.scan = scan
    }

    /// The place behind the last byte.
    var end: Int { base + window.count }

    /// Forgets the bytes before a place.
    mutating func drop(before place: Int) {
        let count = min(max(place - base, 0), window.count)
        guard count > 0 else { return }
        window.removeSubrange(0..<count)
        base += count
    }

    // MARK: Content

    /// Turns to an entity, unless its content is being decoded already.
    mutating func use(_ node: Int, _ encoding: TransferEncoding) {
        guard self.node != node else { return }
        self.node = node
        decoder = BodyDecoder(encoding)
    }

    /// Decodes bytes of the window.
    mutating func decode(_ range: Range<Int>) {
        let local = (range.lowerBound - base)..<(range.upperBound - base)
        var lent: [UInt8] = []
        swap(&lent, &window)
        decoder.decode(lent.span.extracting(local), into: &content, &log)
        swap(&lent, &window)
    }

    /// Ends the content of the entity.
    mutating func finishDecoding() {
        decoder.finish(into: &content, &log)
        node = nil
    }

    /// What was decoded: whole blocks, or all of it.
    mutating func takeContent(all: Bool) -> [UInt8] {
        let count = all ? content.count : content.count / Self.blockSize * Self.blockSize
        guard count < content.count else {
            defer { content = [] }
            return content
        }
        guard count > 0 else { return [] }
        let result = Array(content[..<count])
        content.removeSubrange(0..<count)
        return result
    }

    /// The defects of the content.
    mutating func takeLog() -> DefectLog {
        defer { log = DefectLog() }
        return log
    }
}
