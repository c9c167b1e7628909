/// Where the content of a message/external-body is (RFC 2046 section 5.2.3). Nothing is ever fetched.
public struct ExternalBody: Sendable {
    private let type: ContentType
    /// The header fields of the content.
    public let fields: [HeaderField]

    /// How to get at it, in lower case, such as `ftp`, `anon-ftp`, `mail-server`, `local-file` or `url` (RFC 2017).
    public let accessType: String
    /// Any parameter of the field.
    public func parameter(_ name: String) -> String? { type.parameter(name) }
    /// Its name there.
    public var name: String? { type.parameter("name") }
    /// The host that has it.
    public var site: String? { type.parameter("site") }
    /// The directory it is in.
    public var directory: String? { type.parameter("directory") }
    /// Its size in bytes.
    public var size: Int? { type.parameter("size").flatMap { Int($0) } }
    /// When it will be gone.
    public var expiration: DateTime? {
        var log = DefectLog()
        return type.parameter("expiration").flatMap { DateParser.parse(Array($0.utf8), &log) }
    }
    /// Where it is (RFC 2017), without the white space that long ones are cut with.
    public var url: String? { type.parameter("url").map { String(decoding: $0.utf8.filter { !$0.isFWS }, as: UTF8.self) } }
    /// The media type of the content.
    public var contentType: ContentType? {
        var log = DefectLog()
        return fields.first(named: "content-type").flatMap { ContentType(parsing: $0.rawValue, &log) }
    }

    init?(_ type: ContentType, _ body: @autoclosure () -> [UInt8]) {
        guard type.essence == "message/external-body", let accessType = type.parameter("access-type") else { return nil }
        self.type = type
        self.accessType = accessType.utf8.loweredString
        fields = FieldGroups.parse(body()).first ?? []
    }
}

extension Part {
    /// Where the content is if the part is a message/external-body; nil for every other type, and without an access type.
    public var externalBody: ExternalBody? { ExternalBody(contentType, decodedBody) }
}
