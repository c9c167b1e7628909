/// A part of a mail that is to be written: its type, what else its header says, and its content (RFC 2045 section 2.4).
public struct PartContent: Sendable {
    /// What a part holds.
    public enum Content: Sendable {
        /// Text, written as UTF-8 with CRLF line ends whatever line ends it has.
        case text(String)
        /// Bytes that come out as they went in; text in a charset of its own too, which ``PartContent/parameters`` names.
        case bytes([UInt8])
        /// A body that has its transfer encoding already; it is written as it is.
        case encoded([UInt8], TransferEncoding)
        /// A whole mail, written as it is, for message/rfc822 (RFC 2046 section 5.2.1).
        case message([UInt8])
        /// The parts of a multipart (RFC 2046 section 5.1).
        case parts([PartContent])
    }

    /// `type/subtype`.
    public var mediaType: String
    /// The parameters of the media type; `charset` of ``Content/text(_:)`` and `boundary` of ``Content/parts(_:)`` are added.
    public var parameters: [Parameter]
    /// `inline`, `attachment` or nothing (RFC 2183).
    public var disposition: String?
    /// The parameters of the disposition, such as `filename`.
    public var dispositionParameters: [Parameter]
    /// Content-ID without angle brackets (RFC 2392).
    public var contentID: String?
    /// Other fields of the part, such as Content-Description. Fields that are made from the properties above are left out.
    public var fields: [HeaderLine]
    /// What the part holds.
    public var content: Content

    /// Creates a part.
    public init(
        _ mediaType: String, _ parameters: [Parameter] = [], disposition: String? = nil, dispositionParameters: [Parameter] = [],
        contentID: String? = nil, fields: [HeaderLine] = [], content: Content
    ) {
        self.mediaType = mediaType
        self.parameters = parameters
        self.disposition = disposition
        self.dispositionParameters = dispositionParameters
        self.contentID = contentID
        self.fields = fields
        self.content = content
    }

    /// A text: `plain`, `html` and so on.
    public static func text(_ text: String, subtype: String = "plain") -> PartContent {
        PartContent("text/\(subtype)", content: .text(text))
    }

    /// A multipart: `mixed`, `alternative`, `related` and so on.
    public static func multipart(_ subtype: String, _ parts: [PartContent], parameters: [Parameter] = []) -> PartContent {
        PartContent("multipart/\(subtype)", parameters, content: .parts(parts))
    }

    /// A file to save; of message/rfc822 an embedded mail.
    public static func attachment(
        _ bytes: [UInt8], name: String?, mediaType: String = "application/octet-stream", contentID: String? = nil
    ) -> PartContent {
        let content = mediaType.utf8.equalsIgnoringCase("message/rfc822") ? Content.message(withCRLF(bytes)) : .bytes(bytes)
        return PartContent(
            mediaType, disposition: "attachment", dispositionParameters: name.map { [Parameter("filename", $0)] } ?? [],
            contentID: contentID,
            content: content)
    }

    /// A calendar object with its method, such as `REQUEST` (RFC 6047 section 2.4).
    public static func calendar(_ text: String, method: String) -> PartContent {
        PartContent("text/calendar", [Parameter("method", method)], content: .text(text))
    }

    /// A mail as it is.
    public static func message(_ bytes: [UInt8]) -> PartContent { PartContent("message/rfc822", content: .message(withCRLF(bytes))) }

    /// A mail as it is sent: each LF ends a line (RFC 5321 section 2.3.8), as in files.
    private static func withCRLF(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 32)
        for byte in bytes {
            if byte == ASCII.lf, result.last != ASCII.cr { result.append(ASCII.cr) }
            result.append(byte)
        }
        return result
    }
}
