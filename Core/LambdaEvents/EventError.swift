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
        case .keyNotFound(let key, let context):
            "not an SES receipt event: '\(path(context.codingPath + [key]))' is missing"
        case .typeMismatch(_, let context) where context.codingPath.isEmpty,
            .valueNotFound(_, let context) where context.codingPath.isEmpty:
            "not an SES receipt event: it is not a JSON object with 'Records'"
        case .typeMismatch(let type, let context):
            "not an SES receipt event: '\(path(context.codingPath))' is not of type \(type)"
        case .valueNotFound(_, let context):
            "not an SES receipt event: '\(path(context.codingPath))' is null"
        case .dataCorrupted(let context) where context.codingPath.isEmpty:
            "the event is not JSON"
        case .dataCorrupted(let context):
            "not an SES receipt event: '\(path(context.codingPath))': \(context.debugDescription)"
        @unknown default:
            "the event cannot be read"
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        var result = ""
        for key in keys {
            if let index = key.intValue {
                result += "[\(index)]"
            } else {
                result += result.isEmpty ? key.stringValue : ".\(key.stringValue)"
            }
        }
        return result
    }
}
