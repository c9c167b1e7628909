import Mail

/// What a request that makes a mailbox asks for.
extension MailboxWish {
    init(_ call: Call, domains: [String]) throws(Problem) {
        var fields = try RequestFields(call.request, takesBody: true)
        self.init(owner: call.caller.owner)
        ttlMinutes = fields.number("ttl_minutes", in: 1...Int.max)
        localPart = fields.text("local_part", limit: 64)
        if let localPart {
            // The operator may have any.
            let isAdmin = if case .admin = call.caller { true } else { false }
            switch LocalPartRule.objection(to: localPart) {
            case .shape:
                fields.fault(
                    "local_part", "is no local part for a mailbox",
                    hint: "Use letters, digits and '.', '_', '-', '+' between them, 64 at most; or leave it out for one that we make.")
            case .reserved where !isAdmin:
                fields.fault("local_part", "speaks for the domain", hint: "Use another one, or leave it out.")
            default: break
            }
        }
        domain = fields.text("domain", limit: 253)?.lowercased()
        if let domain, !domains.contains(domain) {
            fields.fault("domain", "is '\(domain.shown)'", hint: "There are \(domains.joined(separator: ", ")).")
        }
        label = fields.label()
        metadata = fields.metadata() ?? [:]
        if let header = call.request.headers["idempotency-key"] { key = fields.creationKey(header, call) }
        try fields.check()
    }
}

extension RequestFields {
    /// What the owner calls a mailbox.
    mutating func label() -> String? { text("label", limit: 100) }

    /// What the owner keeps with a mailbox.
    mutating func metadata() -> [String: String]? { texts("metadata", count: 16, limit: 1000) }

    fileprivate mutating func creationKey(_ key: String, _ call: Call) -> CreationKey? {
        let authorization: String
        switch call.caller {
        case .key, .admin: authorization = call.request.headers["authorization"] ?? ""
        case .anonymous, .token: authorization = ""
        }
        let least = authorization.isEmpty ? CreationKey.anonymousLength : 1
        guard (least...CreationKey.maximumLength).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            fault(
                "Idempotency-Key", "is not \(least) to \(CreationKey.maximumLength) visible ASCII characters",
                hint: authorization.isEmpty
                    ? "Without an API key it is what keeps others from your mailbox: make a random one for each mailbox, such as a UUID."
                    : "Make a random one for each mailbox, such as a UUID.")
            return nil
        }
        return CreationKey(key, caller: authorization)
    }
}
