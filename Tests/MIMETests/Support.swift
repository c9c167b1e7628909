import MIME

/// The bytes of `text` with every LF made CRLF.
func crlf(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
        if byte == 0x0A { bytes.append(0x0D) }
        bytes.append(byte)
    }
    return bytes
}

/// A mail written as text with LF line ends, read as one with CRLF.
func mail(_ text: String, limits: Limits = .standard) -> Message { Message(crlf(text), limits: limits) }

/// A mail that has one header field and nothing else.
func mail(_ name: String, _ value: String) -> Message { Message(Array("\(name): \(value)\r\n\r\n".utf8)) }

/// A mail whose body has a transfer encoding.
func mail(encoding: String, body: String) -> Message {
    Message(Array("Content-Transfer-Encoding: \(encoding)\r\n\r\n\(body)".utf8))
}

/// A multipart/mixed mail with boundary `B`, from the first delimiter line on.
func multipart(_ body: String) -> Message { mail("Content-Type: multipart/mixed; boundary=B\n\n" + body) }

func string(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }

extension Message {
    /// The codes of all defects.
    var codes: Set<Defect.Code> { Set(defects.map(\.code)) }

    /// Every part as `path type/subtype`, in order.
    var shape: [String] { parts.map { "\($0.path) \($0.contentType.essence)" } }

    func part(_ path: String) -> Part? { parts.first { $0.path == path } }

    /// The decoded body of a leaf as text; empty when there is no such part.
    func body(_ path: String) -> String { part(path).map { string($0.decodedBody) } ?? "" }
}
