/// How much structure the parser looks at before the rest stays opaque.
///
/// Nothing is lost beyond a limit: the bytes stay in ``Message/bytes`` and a ``Defect`` says which limit was met and where.
public struct Limits: Sendable, Equatable {
    /// Levels of the part tree, the root being the first: a multipart or message on the last level is not looked into.
    public var depth: Int
    /// Nodes of the part tree, containers included.
    public var parts: Int
    /// Bytes of one header block that are split into fields.
    public var headerBytes: Int
    /// Fields of one header block.
    public var headerFields: Int
    /// Bytes that embedded messages in base64 or quoted-printable may decode to, all together.
    public var embeddedBytes: Int
    /// Parameters of one field, each section of RFC 2231 counted.
    public var parameters: Int
    /// Encoded-words of one field value, or of one name in it.
    public var encodedWords: Int
    /// Entries of one field that is a list: addresses, message identifiers, URIs, words and clauses of trace fields, authentication results.
    public var listEntries: Int

    /// Creates limits; every default is far above what real mail needs.
    public init(
        depth: Int = 100, parts: Int = 10_000, headerBytes: Int = 2_097_152, headerFields: Int = 100_000, embeddedBytes: Int = 83_886_080,
        parameters: Int = 100_000, encodedWords: Int = 100_000, listEntries: Int = 100_000
    ) {
        self.depth = depth
        self.parts = parts
        self.headerBytes = headerBytes
        self.headerFields = headerFields
        self.embeddedBytes = embeddedBytes
        self.parameters = parameters
        self.encodedWords = encodedWords
        self.listEntries = listEntries
    }

    /// The limits used when none are given.
    public static let standard = Limits()
}
