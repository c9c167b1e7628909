/// One entity of the part tree: offsets only, no bytes.
struct Node: Sendable {
    enum Kind: UInt8, Sendable {
        case leaf
        case multipart
        case message
    }

    /// Which buffer the offsets point into: 0 is the raw mail, others are decoded embedded messages.
    var source: Int
    var parent: Int?
    /// Place among its siblings, from 1.
    var ordinal: Int
    var kind: Kind = .leaf
    /// True where a limit cut the parser off: the bytes have not been looked into.
    var isOpaque = false
    /// RFC 2046 section 5.1.5: inside multipart/digest an untyped part is a message.
    var defaultsToMessage = false
    /// Index of the first field in the field table, and how many follow.
    var firstField = 0
    var fieldCount = 0
    var header: Range<Int>
    var body: Range<Int>
    var children: [Int] = []
}

/// One header field: offsets only. Invalid lines are kept with an empty name.
struct FieldRange: Sendable {
    enum Kind: UInt8, Sendable {
        case contentType, contentTransferEncoding, contentDisposition, contentID, other, invalid
    }

    var name: Range<Int>
    /// From behind the colon to the end of the last folded line, its line end not included.
    var value: Range<Int>
    var kind: Kind
}

/// A defect of the structure, with the node it belongs to.
struct StructureDefect: Sendable {
    var node: Int
    var code: Defect.Code
    var detail: String
}
