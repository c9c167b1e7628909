import Mail

/// The server's side of an SMTP conversation (RFC 5321 with SIZE, 8BITMIME, SMTPUTF8, PIPELINING and ENHANCEDSTATUSCODES), without sockets.
///
/// Bytes go in with ``receive(_:)``; ``next()`` says what to do. Where an answer depends on the world, the caller is asked.
package struct SMTPSession {
    /// What the caller has to do now.
    package enum Action: Equatable {
        /// Read more bytes.
        case needInput
        /// Send this.
        case reply(SMTPReply)
        /// Send this and close the connection.
        case close(SMTPReply)
        /// Find out whether mail for the recipient is taken, then call ``recipientChecked(_:)``.
        case checkRecipient(EmailAddress)
        /// Get ready to take a mail, then call ``dataChecked(_:)``.
        case beginData(Envelope)
        /// Keep these bytes of the mail.
        case data([UInt8])
        /// The mail is complete: make it safe, then call ``dataFinished(_:)``.
        case endData(Envelope)
        /// The mail became too large: forget it. The reply comes by itself.
        case abandonData
    }

    /// A mail's envelope, as the client gave it.
    package struct Envelope: Equatable {
        /// nil for the null path.
        package var sender: EmailAddress?
        package var recipients: [EmailAddress] = []
        /// The name in EHLO or HELO.
        package var clientName: String
        /// `SMTP`, `ESMTP` or `UTF8SMTP` (RFC 3848, RFC 6531), for the Received field.
        package var transport: String
    }

    private enum State {
        case command
        case recipient(EmailAddress)
        case beginningData
        case data
        /// All of the mail has been handed over.
        case dataComplete
        case endingData
        /// The mail is too large; its rest is read and forgotten, so that none of it is taken for commands.
        case oversized
        /// The end of the mail that was too large has been read.
        case oversizedComplete
        case closed
    }

    private let hostname: String
    private let limits: SMTPLimits
    private var state = State.command
    private var input: [UInt8] = []
    private var inputStart = 0
    private var envelope: Envelope?
    private var clientName: String?
    private var isExtended = false
    private var reader = SMTPDataReader()
    private var received = 0
    private var errors = 0
    /// Commands since the last mail.
    private var commands = 0
    private var isDiscardingLine = false

    package init(hostname: String, limits: SMTPLimits) {
        self.hostname = hostname
        self.limits = limits
    }

    /// The first thing that a server says.
    package var greeting: SMTPReply { SMTPReply(220, nil, "\(hostname) ESMTP Postroom") }

    // MARK: Input and answers

    package mutating func receive(_ bytes: [UInt8]) {
        if inputStart > 0 {
            input.removeFirst(inputStart)
            inputStart = 0
        }
        input += bytes
    }

    /// The caller's answer to ``Action/checkRecipient(_:)``: nil accepts.
    package mutating func recipientChecked(_ refusal: SMTPReply?) -> SMTPReply {
        guard case .recipient(let address) = state else { return .tryAgain }
        state = .command
        if let refusal { return refusal }
        envelope?.recipients.append(address)
        return SMTPReply(250, "2.1.5", "Recipient ok")
    }

    /// The caller's answer to ``Action/beginData(_:)``: nil is ready.
    package mutating func dataChecked(_ refusal: SMTPReply?) -> SMTPReply {
        if let refusal {
            endMail()
            return refusal
        }
        state = .data
        reader = SMTPDataReader()
        received = 0
        return SMTPReply(354, nil, "Send the mail, end it with a line that has only a dot")
    }

    /// The caller's answer to ``Action/endData(_:)``.
    package mutating func dataFinished(_ reply: SMTPReply) -> SMTPReply {
        endMail()
        commands = 0
        return reply
    }

    /// The next command begins something new.
    private mutating func endMail() {
        state = .command
        envelope = nil
    }

    package mutating func next() -> Action {
        switch state {
        case .command: nextCommand()
        case .data: nextData()
        case .dataComplete: endData()
        case .oversized: nextOversized()
        case .oversizedComplete: endOversized()
        case .recipient, .beginningData, .endingData, .closed: .needInput
        }
    }

    // MARK: Commands

    private mutating func nextCommand() -> Action {
        guard let feed = input[inputStart...].firstIndex(of: 0x0A) else {
            if input.count - inputStart > limits.commandLine {
                // The rest of the line is dropped as it comes.
                isDiscardingLine = true
                inputStart = input.count
            }
            return .needInput
        }
        let line = input[inputStart..<feed]
        inputStart = feed + 1
        if isDiscardingLine || line.count >= limits.commandLine {
            isDiscardingLine = false
            return refuse(SMTPReply(500, "5.5.2", "Line too long: at most \(limits.commandLine) bytes"))
        }
        guard line.last == 0x0D else { return refuse(SMTPReply(500, "5.5.2", "Lines must end with CR LF")) }
        let content = line.dropLast()
        guard !content.contains(where: { $0 < 0x20 || $0 == 0x7F }), let text = String(validating: content, as: UTF8.self) else {
            return refuse(SMTPReply(500, "5.5.2", "The line has characters that do not belong into a command"))
        }
        commands += 1
        guard commands <= limits.commands else { return close(SMTPReply(421, "4.7.0", "Too many commands without a mail, closing")) }
        do {
            return run(try SMTPCommand(text))
        } catch {
            return refuse(error.reply)
        }
    }

    private mutating func refuse(_ reply: SMTPReply) -> Action {
        errors += 1
        guard errors < limits.errors else { return close(SMTPReply(421, "4.7.0", "Too many errors, closing")) }
        return .reply(reply)
    }

    private mutating func close(_ reply: SMTPReply) -> Action {
        state = .closed
        return .close(reply)
    }

    private mutating func run(_ command: SMTPCommand) -> Action {
        switch command {
        case .hello(let name, let isExtended):
            clientName = name
            self.isExtended = isExtended
            envelope = nil
            return .reply(helloReply(isExtended: isExtended))
        case .mail(let path, let parameters):
            return mail(path, parameters)
        case .recipient(let path, let parameters):
            return recipient(path, parameters)
        case .data:
            guard let envelope else { return refuse(SMTPReply(503, "5.5.1", "Send MAIL first")) }
            guard !envelope.recipients.isEmpty else { return refuse(SMTPReply(503, "5.5.1", "No recipient was accepted")) }
            state = .beginningData
            return .beginData(envelope)
        case .reset:
            envelope = nil
            return .reply(SMTPReply(250, "2.0.0", "Reset"))
        case .noop: return .reply(SMTPReply(250, "2.0.0", "Ok"))
        case .quit: return close(SMTPReply(221, "2.0.0", "Bye"))
        case .verify: return .reply(SMTPReply(252, "2.5.0", "Send mail and see"))
        case .help: return .reply(SMTPReply(214, "2.0.0", "EHLO HELO MAIL RCPT DATA RSET NOOP QUIT"))
        case .unknown(let verb) where ["STARTTLS", "AUTH", "EXPN", "BDAT", "ETRN"].contains(verb):
            return refuse(SMTPReply(502, "5.5.1", "\(verb) is not offered here"))
        case .unknown(let verb) where Self.foreignVerbs.contains(verb) || verb.hasSuffix(":"):
            // A web page can make a browser send a form to this port, with mail commands in its body: it gets no further than its first line.
            return close(SMTPReply(421, "4.7.0", "This is SMTP, closing"))
        case .unknown: return refuse(SMTPReply(500, "5.5.1", "Unknown command"))
        }
    }

    /// What HTTP requests begin with.
    private static let foreignVerbs: Set<String> = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE", "PRI"]

    private func helloReply(isExtended: Bool) -> SMTPReply {
        guard isExtended else { return SMTPReply(250, lines: [hostname]) }
        return SMTPReply(
            250, lines: [hostname, "PIPELINING", "SIZE \(limits.messageBytes)", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES"])
    }

    private mutating func mail(_ path: SMTPPath, _ parameters: [SMTPParameter]) -> Action {
        guard let clientName else { return refuse(SMTPReply(503, "5.5.1", "Send EHLO or HELO first")) }
        guard envelope == nil else { return refuse(SMTPReply(503, "5.5.1", "A mail is begun already: send RSET to begin another")) }
        var allowsUTF8 = false
        for parameter in parameters {
            switch (parameter.name, parameter.value?.asciiUppercased) {
            case ("SIZE", let value):
                guard let value, !value.isEmpty, value.utf8.count <= 20, value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                    return refuse(SMTPReply(501, "5.5.4", "SIZE needs a number"))
                }
                guard let size = Int(value), size <= limits.messageBytes else { return refuse(oversized) }
            case ("BODY", "7BIT"), ("BODY", "8BITMIME"): break
            case ("SMTPUTF8", nil): allowsUTF8 = true
            default: return refuse(SMTPReply(555, "5.5.4", "Unknown parameter \(parameter.name.prefix(40))"))
            }
        }
        let sender: EmailAddress?
        switch path {
        case .null: sender = nil
        case .postmaster: return refuse(SMTPReply(501, "5.1.7", "The sender needs a domain"))
        case .address(let address): sender = address
        }
        if let sender, !allowsUTF8, !Self.isASCII(sender) { return refuse(Self.needsSMTPUTF8) }
        let transport = allowsUTF8 ? Self.utf8Transport : isExtended ? "ESMTP" : "SMTP"
        envelope = Envelope(sender: sender, clientName: clientName, transport: transport)
        return .reply(SMTPReply(250, "2.1.0", "Sender ok"))
    }

    private static let utf8Transport = "UTF8SMTP"
    private static let needsSMTPUTF8 = SMTPReply(553, "5.6.7", "An address outside ASCII needs the SMTPUTF8 parameter of MAIL")

    private static func isASCII(_ address: EmailAddress) -> Bool { address.description.utf8.allSatisfy { $0 < 0x80 } }

    private mutating func recipient(_ path: SMTPPath, _ parameters: [SMTPParameter]) -> Action {
        guard let envelope else { return refuse(SMTPReply(503, "5.5.1", "Send MAIL first")) }
        if let parameter = parameters.first { return refuse(SMTPReply(555, "5.5.4", "Unknown parameter \(parameter.name.prefix(40))")) }
        guard envelope.recipients.count < limits.recipients else {
            return .reply(SMTPReply(452, "4.5.3", "Too many recipients: at most \(limits.recipients) a mail"))
        }
        let address: EmailAddress
        switch path {
        case .null: return refuse(SMTPReply(501, "5.1.3", "A recipient is needed"))
        case .postmaster:
            guard let postmaster = try? EmailAddress("postmaster@\(hostname)") else {
                return refuse(SMTPReply(550, "5.1.1", "No postmaster here"))
            }
            address = postmaster
        case .address(let given): address = given
        }
        guard envelope.transport == Self.utf8Transport || Self.isASCII(address) else { return refuse(Self.needsSMTPUTF8) }
        state = .recipient(address)
        return .checkRecipient(address)
    }

    // MARK: Data

    private var oversized: SMTPReply { SMTPReply(552, "5.3.4", "Mail too large: at most \(limits.messageBytes) bytes") }

    private mutating func nextData() -> Action {
        guard inputStart < input.count else { return .needInput }
        var content: [UInt8] = []
        let (consumed, isEnd) = reader.read(input[inputStart...], into: &content)
        inputStart += consumed
        received += content.count
        guard received <= limits.messageBytes else {
            state = isEnd ? .oversizedComplete : .oversized
            return .abandonData
        }
        if isEnd { state = .dataComplete }
        return content.isEmpty ? next() : .data(content)
    }

    private mutating func endData() -> Action {
        guard let envelope else { return close(.tryAgain) }
        state = .endingData
        return .endData(envelope)
    }

    private mutating func nextOversized() -> Action {
        guard inputStart < input.count else { return .needInput }
        var forgotten: [UInt8] = []
        let (consumed, isEnd) = reader.read(input[inputStart...], into: &forgotten)
        inputStart += consumed
        received += forgotten.count
        if isEnd { return endOversized() }
        return received > 2 * limits.messageBytes ? close(SMTPReply(552, "5.3.4", "Mail far too large, closing")) : .needInput
    }

    private mutating func endOversized() -> Action {
        endMail()
        return .reply(oversized)
    }
}
