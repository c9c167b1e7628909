import MIME

/// Base64 as mail has it, of bytes that are not all there at once (RFC 2045 section 6.8): pieces of whole lines make the same as all of them.
enum Base64Lines {
    /// Bytes of a line of 76 characters.
    static let lineBytes = 57

    /// How many characters so many bytes take, the line ends included.
    static func size(of count: Int) -> Int { (count + 2) / 3 * 4 + (count + lineBytes - 1) / lineBytes * 2 }

    /// The lines of bytes, each with its CRLF.
    static func encode(_ bytes: [UInt8]) -> [UInt8] { TransferEncoding.base64.encode(bytes) }
}
