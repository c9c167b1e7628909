import FoundationEssentials

/// Base64 without line ends, as the trailers of a streamed response carry it.
enum Base64Text {
    static func encode(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
