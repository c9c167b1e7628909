/// A reply of the server: code (RFC 5321 section 4.2), enhanced status code (RFC 3463) and text.
package struct SMTPReply: Sendable, Equatable {
    package var code: Int
    /// Without an enhanced status code where RFC 2034 has none: greeting, EHLO and 354.
    package var status: String?
    package var lines: [String]

    package init(_ code: Int, _ status: String? = nil, _ lines: String...) {
        self.code = code
        self.status = status
        self.lines = lines
    }

    package init(_ code: Int, lines: [String]) {
        self.code = code
        self.lines = lines
    }

    /// The reply as it goes over the wire.
    package var bytes: [UInt8] {
        var text = ""
        for (index, line) in lines.enumerated() {
            let separator = index == lines.count - 1 ? " " : "-"
            text += "\(code)\(separator)\(status.map { $0 + " " } ?? "")\(line)\r\n"
        }
        return Array(text.utf8)
    }
}

extension SMTPReply {
    package static let shuttingDown = SMTPReply(421, "4.3.2", "Postroom is shutting down, try again later")
    package static let tooManyConnections = SMTPReply(421, "4.7.0", "Too many connections, try again later")
    package static let idle = SMTPReply(421, "4.4.2", "No command for too long, closing")
    package static let tryAgain = SMTPReply(451, "4.3.0", "The mail could not be stored, try again later")
}
