import Mail

extension MailboxAPI {
    /// The open mailbox that a request names, if the caller may open it and has the scope.
    func mailbox(_ call: Call, _ scope: Scope, or other: Scope? = nil) async throws -> Mailbox {
        if case .anonymous = call.caller { throw Problem.unauthorized }
        guard let address = Self.address(call.variable("address")), let mailbox = try await service.mailbox(address) else {
            throw Problem.mailboxNotFound
        }
        switch call.caller {
        case .admin: break
        case .token(let token): guard SessionToken.matches(token, hash: mailbox.tokenHash) else { throw Problem.mailboxNotFound }
        case .key(let key): guard mailbox.owner == key.owner else { throw Problem.mailboxNotFound }
        case .anonymous: throw Problem.unauthorized
        }
        guard call.caller.has(scope) || other.map({ call.caller.has($0) }) ?? false else { throw Problem.scopeNeeded(scope) }
        return mailbox
    }

    /// The message that a request names, in a mailbox that the caller may open.
    func message(_ call: Call, _ scope: Scope, or other: Scope? = nil) async throws -> StoredMessage {
        let mailbox = try await mailbox(call, scope, or: other)
        guard let id = MessageIdentifier(call.variable("id")), let message = try await service.message(id, in: mailbox.address) else {
            throw Problem.messageNotFound
        }
        return message
    }

    /// The account that a request acts for.
    func owner(_ call: Call, _ scope: Scope) throws(Problem) -> String {
        switch call.caller {
        case .anonymous: throw .unauthorized
        case .token: throw .keyNeeded
        case .admin, .key: break
        }
        guard call.caller.has(scope), let owner = call.caller.owner else { throw .scopeNeeded(scope) }
        return owner
    }

    @inline(never)
    static func address(_ text: String) -> EmailAddress? { try? EmailAddress(text) }
}
