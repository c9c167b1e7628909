import Mail

/// One command line (RFC 5321 section 4.1.1).
package enum SMTPCommand: Equatable {
    case hello(name: String, isExtended: Bool)
    case mail(SMTPPath, parameters: [SMTPParameter])
    case recipient(SMTPPath, parameters: [SMTPParameter])
    case data, reset, noop, quit, verify, help
    case unknown(String)

    /// Why a line is no command, as the reply to it.
    package struct Invalid: Error, Equatable {
        package var reply: SMTPReply
    }

    /// Reads a line without its line end.
    package init(_ line: String) throws(Invalid) {
        let pieces = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        let verb = pieces.first.map { $0.asciiUppercased } ?? ""
        let rest = pieces.count > 1 ? String(pieces[1]) : ""
        switch verb {
        case "EHLO", "HELO":
            let name = rest.split(separator: " ").first.map(String.init) ?? ""
            guard !name.isEmpty else { throw Invalid(reply: SMTPReply(501, "5.5.4", "\(verb) needs the name of the client")) }
            self = .hello(name: name, isExtended: verb == "EHLO")
        case "MAIL":
            let (path, parameters) = try Self.path(rest, after: "FROM:")
            self = .mail(path, parameters: parameters)
        case "RCPT":
            let (path, parameters) = try Self.path(rest, after: "TO:")
            self = .recipient(path, parameters: parameters)
        case "DATA": self = .data
        case "RSET": self = .reset
        case "NOOP": self = .noop
        case "QUIT": self = .quit
        case "VRFY": self = .verify
        case "HELP": self = .help
        default: self = .unknown(verb)
        }
        if !rest.isEmpty, [.data, .reset, .quit].contains(self) {
            throw Invalid(reply: SMTPReply(501, "5.5.4", "\(verb) takes no argument"))
        }
    }

    /// `FROM:<path> parameters`. White space before the path is against the grammar, but some clients send it.
    private static func path(_ text: String, after keyword: String) throws(Invalid) -> (SMTPPath, [SMTPParameter]) {
        guard text.asciiUppercased.hasPrefix(keyword) else { throw Invalid(reply: SMTPReply(501, "5.5.4", "Syntax: \(keyword)<address>")) }
        let rest = text.dropFirst(keyword.count).drop { $0 == " " }
        guard let end = closingBracket(rest) else {
            throw Invalid(reply: SMTPReply(501, "5.1.7", "The address must stand in angle brackets: \(keyword)<address>"))
        }
        let path = try SMTPPath(rest[rest.index(after: rest.startIndex)..<end])
        var parameters: [SMTPParameter] = []
        for word in rest[rest.index(after: end)...].split(separator: " ") {
            let pieces = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            parameters.append(SMTPParameter(name: pieces[0].asciiUppercased, value: pieces.count > 1 ? String(pieces[1]) : nil))
        }
        return (path, parameters)
    }

    /// The '>' that ends the path; one inside a quoted local part does not.
    private static func closingBracket(_ text: Substring) -> Substring.Index? {
        guard text.first == "<" else { return nil }
        var isQuoted = false
        var isEscaped = false
        for index in text.indices {
            switch text[index] {
            case _ where isEscaped: isEscaped = false
            case "\\" where isQuoted: isEscaped = true
            case "\"": isQuoted.toggle()
            case ">" where !isQuoted: return index
            default: break
            }
        }
        return nil
    }
}

extension StringProtocol {
    /// Small letters of ASCII made capital, and no others: `ı` and `ſ` would become letters of a command.
    var asciiUppercased: String {
        String(decoding: utf8.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }, as: UTF8.self)
    }
}
