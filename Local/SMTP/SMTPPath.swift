import Mail

/// A parameter of MAIL or RCPT, `NAME=value` (RFC 5321 section 4.1.2).
package struct SMTPParameter: Equatable {
    /// In capitals.
    package var name: String
    package var value: String?
}

/// What stands between the angle brackets of MAIL and RCPT.
package enum SMTPPath: Equatable {
    /// `<>`, the sender of bounces.
    case null
    case address(EmailAddress)
    /// `<postmaster>` without a domain, which every server takes (RFC 5321 section 4.5.1).
    case postmaster

    package init(_ text: Substring) throws(SMTPCommand.Invalid) {
        var text = text
        // The obsolete source route, `@a,@b:user@c`, is ignored (RFC 5321 appendix C).
        if text.first == "@", let colon = text.firstIndex(of: ":") { text = text[text.index(after: colon)...] }
        if text.isEmpty {
            self = .null
        } else if text.lowercased() == "postmaster" {
            self = .postmaster
        } else {
            do {
                self = .address(try EmailAddress(String(text)))
            } catch {
                throw SMTPCommand.Invalid(reply: SMTPReply(501, "5.1.3", "Bad address: \(error)"))
            }
        }
    }
}
