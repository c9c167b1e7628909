/// Takes what a ``MessageStream`` finds in a mail, in the order of the mail.
///
/// The calls do not depend on the pieces that the mail came in. Content comes decoded, in blocks of 65,536 bytes but for the last of each run.
public protocol MessageHandler {
    /// A part begins: its header is known, and what comes until its end belongs to it or to parts inside of it.
    mutating func began(_ part: StreamedPart)

    /// More of the content of a part, its transfer encoding undone; of a multipart it is what stands before its first part and behind its last.
    mutating func content(_ bytes: Span<UInt8>, of path: String)

    /// A part ends; the parts inside of it did so before.
    mutating func ended(_ part: EndedPart)

    /// Something departs from the standards; nothing is lost by that. Comes when the part ends.
    mutating func found(_ defect: Defect)
}

/// A part of a mail whose body has not been read yet.
public struct StreamedPart: Sendable {
    /// Where the part stands in the tree, as ``Part/path``.
    public let path: String
    /// The header and all that can be known from it: its fields, media type, file name and so on. It has no body, parent or children.
    public let header: Part
}

/// Where a part stood in the mail.
public struct EndedPart: Sendable, Equatable {
    /// Where the part stands in the tree, as ``Part/path``.
    public let path: String
    /// Bytes of the header block; inside of an embedded message that was decoded they count in its decoded bytes.
    public let headerRange: Range<Int>
    /// Bytes of the body, still transfer-encoded.
    public let bodyRange: Range<Int>
    /// Whether a limit kept the parser from looking inside.
    public let isOpaque: Bool
}
