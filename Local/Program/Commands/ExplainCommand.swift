import ArgumentParser
import Forwarding
import Foundation
import Local
import MIME
import Mail

/// `postroom explain`: what would become of a mail that is forwarded, without sending it.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show where a mail would be forwarded to, and what would be changed in it.",
        discussion: """
            For each recipient: the aliases on the way, each target, the header fields that change, what Amazon SES would refuse of the mail as it \
            came, and how that is mended. Nothing is sent. With --emit the mails are written to files, as they would be sent.

            Exit code: 0 explained, 1 a file cannot be read or written, or no form of a mail could be sent, 64 an argument makes no sense, \
            65 the aliases have problems.
            """)

    @OptionGroup var aliases: AliasesCommand.File

    @Option(name: .customLong("recipient"), help: ArgumentHelp("An envelope recipient; may be given several times.", valueName: "address"))
    var recipients: [String]

    @Option(help: ArgumentHelp("Write each mail to <stem>.<n>.eml in this directory.", valueName: "directory"))
    var emit: String?

    @Option(
        help: ArgumentHelp(
            "A file with the deployment's secret in hexadecimal: marks, reply addresses and links are then those that it makes.",
            valueName: "file"))
    var secret: String?

    @Option(name: .customLong("held-url"), help: ArgumentHelp("Where links to kept mail lead; with --secret.", valueName: "url"))
    var heldURL = "https://held.example"

    @Option(
        name: .customLong("key"),
        help: ArgumentHelp("The key of the raw mail, for links to it; the file's name if it is not given.", valueName: "text"))
    var rawKey: String?

    @Option(
        name: .customLong("received-at"), help: ArgumentHelp("When SES received the mail; now if it is not given.", valueName: "time"))
    var receivedAt: String?

    @Argument(help: ArgumentHelp("Raw mails; '-' is standard input.", valueName: "file"))
    var files: [String]

    func run() async throws {
        let addresses = try recipients.map(Self.address)
        let time = try receivedAt.map { text in
            guard let time = Timestamp(text) else {
                throw refuse(64, "--received-at \(PrintableText.line(text)) is no time: write 2026-11-21T08:30:00Z")
            }
            return time
        }
        let maker = ForwardingPreview(
            key: try secret.map { try key($0) }, heldURL: heldURL, receivedAt: time ?? SystemClock().now())
        guard !addresses.isEmpty else { throw refuse(64, "give --recipient ADDRESS: whom the mail was sent to") }
        let router: AliasRouter
        do {
            let file = try aliases.onDisk.read()
            router = AliasRouter(store: InMemoryAliases(file.aliases), domains: file.domains)
        } catch let problems as AliasProblems {
            AliasesCommand.say("explain", problems.problems, of: aliases.path)
            throw ExitCode(65)
        } catch {
            throw refuse(1, "\(error)")
        }
        var hasFailed = false
        for file in files {
            do {
                hasFailed = try await explain(file, addresses, router, maker) || hasFailed
            } catch let error as MailFile.Unreadable {
                Terminal.error("postroom explain: \(error)")
                hasFailed = true
            }
        }
        if hasFailed { throw ExitCode(1) }
    }

    private static func address(_ text: String) throws -> EmailAddress {
        do {
            return try EmailAddress(text)
        } catch {
            Terminal.error("postroom explain: --recipient \(PrintableText.line(text)) is no address: \(error)")
            throw ExitCode(64)
        }
    }

    private func refuse(_ code: Int32, _ text: String) -> ExitCode {
        Terminal.error("postroom explain: \(text)")
        return ExitCode(code)
    }

    private func key(_ path: String) throws -> ForwardingKey {
        do {
            return try ForwardingPreview.key(inFile: path)
        } catch {
            throw refuse(1, "\(error)")
        }
    }

    /// True when something of it could not be sent.
    private func explain(_ file: String, _ recipients: [EmailAddress], _ router: AliasRouter, _ maker: ForwardingPreview)
        async throws -> Bool
    {
        let message = Message(try MailFile.read(file))
        var hasFailed = false
        var number = 0
        if files.count > 1 { try Terminal.result("== \(PrintableText.line(file))") }
        for recipient in recipients {
            switch try await route(recipient, router) {
            case nil: hasFailed = true
            case .disabled?: try Terminal.result("\(recipient)\n  the alias is disabled: nothing is sent")
            case .unknown?:
                let why = router.isOurs(recipient) ? "there is no alias for it" : "its domain has no aliases"
                try Terminal.result("\(recipient)\n  \(why): nothing is sent")
            case .targets(let targets)?:
                for target in targets {
                    number += 1
                    hasFailed = try await !explain(message, recipient, target, file, number, maker) || hasFailed
                }
            }
        }
        return hasFailed
    }

    private func route(_ recipient: EmailAddress, _ router: AliasRouter) async throws -> AliasRoute? {
        do {
            return try await router.route(recipient)
        } catch let error as AliasChainError {
            Terminal.error("postroom explain: \(recipient): \(error)")
            return nil
        }
    }

    private func explain(
        _ message: Message, _ recipient: EmailAddress, _ target: AliasTarget, _ file: String, _ number: Int, _ maker: ForwardingPreview
    ) async throws -> Bool {
        let way = target.trail.map { PrintableText.line("\($0.address)") } + ["\(target.address)"]
        var lines = [way.joined(separator: " → ")]
        if let sender = message.from.first.flatMap({ try? EmailAddress($0.address) }), target.blocks(sender) {
            lines.append("  the alias does not take mail of \(sender): nothing is sent")
            try Terminal.result(lines.joined(separator: "\n"))
            return true
        }
        let mail: ForwardedMail
        do {
            mail = try await maker.mail(message, from: recipient, to: target, rawKey: rawKey ?? Self.stem(file))
        } catch {
            Terminal.error("postroom explain: \(PrintableText.line(file)): \(error)")
            return false
        }
        lines.append("  rung \(mail.rung.rawValue): \(Self.words(mail.rung))")
        lines += mail.mended.map { "  mended: \($0)" }
        let bytes = mail.bytes
        lines += ForwardedChanges.lines(from: message, to: Message(bytes)).map { "  \($0)" }
        if let emit {
            let path = "\(emit)/\(Self.stem(file)).\(number).eml"
            do {
                try FileManager.default.createDirectory(atPath: emit, withIntermediateDirectories: true)
                try Data(bytes).write(to: URL(fileURLWithPath: path))
            } catch {
                Terminal.error("postroom explain: \(PrintableText.line(path)) cannot be written: \(error.localizedDescription)")
                return false
            }
            lines.append("  written to \(PrintableText.line(path))")
        }
        try Terminal.result(lines.joined(separator: "\n"))
        return true
    }

    private static func words(_ rung: ForwardedMail.Rung) -> String {
        switch rung {
        case .header: "header fields change, the body stays byte for byte"
        case .reassembled: "parts with long lines are encoded anew, what they decode to stays"
        case .attached: "a note is sent, with the mail attached as it came"
        case .held: "a note is sent, with a link to the mail"
        }
    }

    private static func stem(_ file: String) -> String {
        if file == "-" { return "stdin" }
        let name = file.split(separator: "/").last.map(String.init) ?? "mail"
        return name.lastIndex(of: ".").flatMap { $0 > name.startIndex ? String(name[..<$0]) : nil } ?? name
    }
}
