import Mail

/// A place in the commit order of a mailbox, as the API shows it: `m42` is behind the message with the number 42.
struct Cursor: Encodable, Equatable {
    var seq: Int

    init(_ seq: Int) {
        self.seq = seq
    }

    /// Reads `m42`, or the number alone.
    init?(_ text: String) {
        let digits = text.hasPrefix("m") ? text.dropFirst() : text[...]
        guard let seq = Int(digits), seq >= 0, digits.first?.isNumber == true else { return nil }
        self.init(seq)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode("m\(seq)")
    }
}

extension RequestFields {
    /// A cursor.
    mutating func cursor(_ name: String) -> Int? {
        guard let text = text(name, limit: 32) else { return nil }
        if let cursor = Cursor(text) { return cursor.seq }
        fault(name, "is no cursor", hint: "Give one that an answer had, such as m42, or leave it out.")
        return nil
    }
}
