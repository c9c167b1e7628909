import ArgumentParser
import Mail
import MailboxAPI

extension AdminCommand {
    /// `postroom admin key`
    struct KeyCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "key", abstract: "Make, list and revoke API keys.", subcommands: [Create.self, List.self, Revoke.self])

        /// `postroom admin key create`
        struct Create: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "create", abstract: "Make a key, and print its secret, which nobody can ask for again.",
                discussion: """
                    The scopes: mailboxes (make, list, extend and end them), messages (everything in them), codes (codes and links alone, and \
                    nothing else that a sender wrote: for agents), keys (make and revoke keys).
                    """)

            @OptionGroup
            var place: Place

            @Argument(help: "Whom it acts for; 'local' is the person at the laptop.")
            var owner: String

            @Option(help: "What it is called where it is listed.")
            var name = ""

            @Option(help: ArgumentHelp("What it may do, with commas between.", valueName: "scopes"))
            var scopes = "mailboxes,messages"

            @Option(help: ArgumentHelp("When it stops to work. (default: never)", valueName: "days"))
            var expiresInDays: Int?

            func validate() throws {
                guard expiresInDays.map({ (1...3660).contains($0) }) ?? true else {
                    throw ValidationError("--expires-in-days is \(expiresInDays ?? 0): write 1 to 3660")
                }
                guard name.utf8.count <= 100 else { throw ValidationError("--name is longer than 100 bytes") }
                do {
                    guard try !Scope.list(scopes).isEmpty else { throw ValidationError("--scopes names none") }
                } catch let error as Scope.Unknown {
                    throw ValidationError("--scopes: \(error)")
                }
            }

            func run() async throws {
                try await AdminCommand.run("key create", place) { store in
                    let now = SystemClock().now()
                    let secret = try APIKey.Secret(SystemRandom())
                    let key = APIKey(
                        secret, owner: owner, name: name, scopes: try Scope.list(scopes), createdAt: now,
                        expiresAt: expiresInDays.map { now.adding(minutes: $0 * 1440) })
                    switch try await store.add(key, limit: MailboxAPI.maximumKeys) {
                    case .added: break
                    case .unknownAccount: throw AdminCommand.noOwner(owner)
                    case .limitReached:
                        throw NotSo(
                            description: "\(owner) has \(MailboxAPI.maximumKeys) keys, the most there may be. Revoke one that is not used.")
                    }
                    // On standard output nothing but the secret, so that a script can keep it.
                    Terminal.error("\(key.id) acts for \(owner). This is its secret, which is shown once:")
                    try Terminal.result(secret.value)
                }
            }
        }

        /// `postroom admin key list`
        struct List: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "list", abstract: "List an owner's keys.",
                discussion: "A key is a line of id, beginning, scopes, state and name with tabs between.")

            @OptionGroup
            var place: Place

            @Argument
            var owner: String

            func run() async throws {
                try await AdminCommand.run("key list", place) { store in
                    _ = try await AdminCommand.account(owner, in: store)
                    for key in try await store.keys(of: owner) {
                        let scopes = key.scopes.sorted().map(\.rawValue).joined(separator: ",")
                        let fields = [key.id, "\(key.prefix)…", scopes, state(key), PrintableText.line(key.name)]
                        try Terminal.result(fields.joined(separator: "\t"))
                    }
                }
            }

            private func state(_ key: APIKey) -> String {
                if let time = key.revokedAt { return "revoked \(time.rfc3339)" }
                if let time = key.expiresAt, !key.isValid(at: SystemClock().now()) { return "expired \(time.rfc3339)" }
                return key.lastUsedAt.map { "last used \($0.rfc3339)" } ?? "never used"
            }
        }

        /// `postroom admin key revoke`
        struct Revoke: AsyncParsableCommand {
            static let configuration = CommandConfiguration(commandName: "revoke", abstract: "Revoke a key for good.")

            @OptionGroup
            var place: Place

            @Argument
            var owner: String

            @Argument(help: "As it is listed, such as key_0123456789abcdef.")
            var id: String

            func run() async throws {
                try await AdminCommand.run("key revoke", place) { store in
                    guard try await store.revoke(id, of: owner, at: SystemClock().now()) else {
                        throw NotSo(
                            description:
                                "\(PrintableText.line(owner)) has no key '\(PrintableText.line(id))'. 'postroom admin key list' shows all.")
                    }
                    try Terminal.result("\(id) is revoked")
                }
            }
        }
    }
}
