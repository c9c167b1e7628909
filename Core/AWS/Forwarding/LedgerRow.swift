import AWS
import Forwarding
import Mail

extension LedgerEntry {
    /// How long an entry is kept behind its last change, in seconds: longer than anything delivers again, or is given back.
    static let isKept: Int64 = 90 * 24 * 60 * 60

    /// Attributes of a row `FWD#{mail}` / `E#{entry}`.
    init(row: Item) throws {
        guard let place = row["exp_sk"]?.text, let key = DayIndex.key(place), let text = row["recipient"]?.text,
            let recipient = try? EmailAddress(text), let state = row["state"]?.text.flatMap({ LedgerState(rawValue: $0) }),
            let attempts = row["attempts"]?.int, let received = row["received_at"]?.int, let rawKey = row["raw_key"]?.text
        else { throw UnreadableRow("ledger", row) }
        var target: EmailAddress?
        if let value = row["target"] {
            guard let address = value.text.flatMap({ try? EmailAddress($0) }) else { throw UnreadableRow("ledger", row) }
            target = address
        }
        self.init(
            key: key, recipient: recipient, target: target, state: state, reason: row["reason"]?.text,
            receivedAt: Timestamp(millisecondsSince1970: Int64(received)), rawKey: rawKey)
        self.attempts = attempts
        leaseUntil = row["lease_until"]?.int.map { Timestamp(millisecondsSince1970: Int64($0)) }
        sesID = row["ses_id"]?.text
        rung = row["rung"]?.int
    }

    func row(now: Timestamp) -> Item {
        var row = ForwardingTableKey.entry(key)
        row["recipient"] = .string(recipient.description)
        row["target"] = target.map { .string($0.description) }
        row["state"] = .string(state.rawValue)
        row["reason"] = reason.map { .string($0) }
        row["attempts"] = .number(attempts)
        row["lease_until"] = leaseUntil.map { .number($0.millisecondsSince1970) }
        row["ses_id"] = sesID.map { .string($0) }
        row["rung"] = rung.map { .number($0) }
        row["received_at"] = .number(receivedAt.millisecondsSince1970)
        row["raw_key"] = .string(rawKey)
        row["ttl"] = Self.ttl(max(receivedAt, now))
        row["exp_pk"] = .string(DayIndex.partition(String(receivedAt.rfc3339.prefix(10))))
        row["exp_sk"] = .string(DayIndex.place(key))
        return row
    }

    /// When a row that changes now may go.
    static func ttl(_ now: Timestamp) -> AttributeValue { .number(max(now.seconds, 0) + isKept) }

    /// The entry of the recipient that has no target: it names the recipient's marker too.
    var recipientKey: LedgerKey { LedgerKey(mail: key.mail, recipient: recipient) }
}
