/// One entity of the part tree: offsets only, no bytes. A mail may have a million of them, so that links are small numbers and not arrays.
struct Node: Sendable {
    enum Kind: UInt8, Sendable {
        case leaf
        case multipart
        case message
    }

    /// What is true of a node.
    struct Traits: OptionSet, Sendable {
        let rawValue: UInt16
        /// A limit cut the parser off: the bytes have not been looked into.
        static let opaque = Traits(rawValue: 1)
        /// It is all that was left when the limit of parts was met.
        static let rest = Traits(rawValue: 2)
        /// RFC 2046 section 5.1.5: inside multipart/digest an untyped part is a message.
        static let defaultsToMessage = Traits(rawValue: 4)
        /// Children without Content-Type are messages.
        static let digest = Traits(rawValue: 8)
        /// The content is a message in base64 or quoted-printable, to be decoded and scanned as a source of its own.
        static let encodedMessage = Traits(rawValue: 16)
        /// The body is in base64.
        static let base64 = Traits(rawValue: 32)
        /// The body is in quoted-printable.
        static let quotedPrintable = Traits(rawValue: 64)
        /// It is a multipart by its type, whatever became of it.
        static let multipart = Traits(rawValue: 128)
        /// It is a multipart/encrypted by its type.
        static let encrypted = Traits(rawValue: 256)
    }

    var headerStart: Int
    var headerEnd: Int
    var bodyStart: Int
    var bodyEnd: Int
    /// -1 for the root.
    var parentLink: Int32
    /// Place among its siblings, from 1.
    var ordinal: Int32 = 1
    /// The children are a list: the first of them, and from each the next; -1 is none.
    var firstChild: Int32 = -1
    var nextSibling: Int32 = -1
    /// Index of the first field in the field table, and how many follow.
    var firstField: Int32 = 0
    var fieldCount: Int32 = 0
    /// Which buffer the offsets point into: 0 is the raw mail, others are decoded embedded messages.
    var source: Int32
    var kind: Kind = .leaf
    var traits: Traits = []

    /// An entity from `start` to `end`, nothing of it read.
    init(source: Int32, parent: Int32, start: Int, end: Int) {
        self.source = source
        parentLink = parent
        headerStart = start
        headerEnd = start
        bodyStart = start
        bodyEnd = end
    }

    var parent: Int? { parentLink < 0 ? nil : Int(parentLink) }
    var header: Range<Int> { headerStart..<headerEnd }
    var body: Range<Int> { bodyStart..<bodyEnd }
    /// The encodings that are undone; any other is as good as none.
    var encoding: TransferEncoding {
        traits.contains(.base64) ? .base64 : traits.contains(.quotedPrintable) ? .quotedPrintable : .binary
    }
    var isOpaque: Bool { traits.contains(.opaque) }
    var isRest: Bool { traits.contains(.rest) }
    var defaultsToMessage: Bool { traits.contains(.defaultsToMessage) }
    var isEncodedMessage: Bool { traits.contains(.encodedMessage) }
    var isMultipart: Bool { traits.contains(.multipart) }
    var fieldRange: Range<Int> { Int(firstField)..<Int(firstField + fieldCount) }
}

/// One header field: offsets only. Invalid lines are kept with an empty name.
struct FieldRange: Sendable {
    enum Kind: UInt8, Sendable {
        case contentType, contentTransferEncoding, contentDisposition, contentID, other, invalid
    }

    var nameStart: Int
    var nameCount: Int32
    /// From `nameStart` to behind the colon.
    var valueOffset: Int32
    /// The end of the last folded line, its line end not included.
    var end: Int
    var kind: Kind

    var name: Range<Int> { nameStart..<(nameStart + Int(nameCount)) }
    var value: Range<Int> { (nameStart + Int(valueOffset))..<end }
}

/// A defect of the structure, with the node it belongs to.
struct StructureDefect: Sendable {
    var node: Int
    var code: Defect.Code
    var detail: String
}

/// The children of a node.
struct ChildIndices: Sequence, IteratorProtocol {
    private let nodes: [Node]
    private var nextIndex: Int32

    init(_ nodes: [Node], of index: Int) {
        self.nodes = nodes
        nextIndex = nodes[index].firstChild
    }

    mutating func next() -> Int? {
        guard nextIndex >= 0 else { return nil }
        let index = Int(nextIndex)
        nextIndex = nodes[index].nextSibling
        return index
    }
}
