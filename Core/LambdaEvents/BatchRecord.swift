/// A record of a batch of which some may fail and be sent again.
public protocol BatchRecord: Decodable, Sendable {
    /// What names the record in `batchItemFailures`.
    var itemIdentifier: String { get }
    /// Whether the records behind one that failed must not be handled before it.
    var isOrdered: Bool { get }
}

/// Records that come together, under `Records`.
public struct BatchEvent<Record: BatchRecord>: Decodable, Sendable {
    /// The records, in order.
    public var records: [Record]

    enum CodingKeys: String, CodingKey {
        case records = "Records"
    }
}
