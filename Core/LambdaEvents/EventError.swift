import FoundationEssentials

/// An event that cannot be used, said so that the sender of it can mend it.
public struct EventError: Error, Equatable, CustomStringConvertible {
    /// What is wrong and where.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}

extension SESEvent {
    /// Reads an event from JSON.
    /// - Throws: ``EventError`` naming the field that is missing or wrong.
    public init(json: some Sequence<UInt8>) throws(EventError) {
        do {
            self = try JSONDecoder().decode(SESEvent.self, from: Data(json))
        } catch let error as DecodingError {
            throw EventError(Self.explain(error))
        } catch {
            throw EventError("the event cannot be read: \(error)")
        }
        guard !records.isEmpty else { throw EventError("the event has no records: 'Records' is empty") }
    }

    private static func explain(_ error: DecodingError) -> String {
        switch error {
        case .typeMismatch(_, let context) where context.codingPath.isEmpty,
            .valueNotFound(_, let context) where context.codingPath.isEmpty:
            "not an SES receipt event: it is not a JSON object with 'Records'"
        case .dataCorrupted(let context) where context.codingPath.isEmpty:
            "the event is not JSON"
        default:
            "not an SES receipt event: \(DecodingProblem(error))"
        }
    }
}
