import AWS

/// Gives back what was given up: moves messages from the queue where they lie aside to the one that the function reads.
public struct Redrive: Sendable {
    /// What was moved.
    public struct Report: Sendable, Equatable {
        /// How many messages the function gets again.
        public var moved = 0
        /// How many it may get twice: they were sent, and could not be deleted. That does no harm, the ledger knows them.
        public var notDeleted = 0
    }

    private let sqs: SQS
    private let source: String
    private let destination: String

    /// Describes a move between two queues, by their URLs.
    public init(_ sqs: SQS, from source: String, to destination: String) {
        self.sqs = sqs
        self.source = source
        self.destination = destination
    }

    /// Moves messages until the queue is empty or `limit` is reached. A message is deleted when it surely was sent.
    public func run(limit: Int = .max) async throws -> Report {
        var report = Report()
        while report.moved < limit {
            // Those that are received stay hidden while they are moved; what is not moved comes back by itself.
            let received = try await sqs.receive(
                from: source, limit: min(SQS.batchLimit, limit - report.moved), waitSeconds: 1, visibilitySeconds: 120)
            guard !received.isEmpty else { return report }
            let byID = Dictionary(received.enumerated().map { (String($0.offset), $0.element) }) { first, _ in first }
            let failed = Set(try await sqs.send(byID.map { (id: $0.key, body: $0.value.body) }, to: destination).map(\.id))
            let sent = byID.filter { !failed.contains($0.key) }
            report.moved += sent.count
            guard !sent.isEmpty else { return report }
            report.notDeleted += try await sqs.delete(sent.map { (id: $0.key, receipt: $0.value.receipt) }, from: source).count
        }
        return report
    }
}
