/// What Lambda sends to the on-failure destination of a function: the event that it could not handle, to be handled again.
///
/// An event that is given back in its record, and fails again, comes in a record of that record: all of them are taken off.
/// Source: AWS Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations".
public struct OnFailureRecord<Event: Decodable & Sendable>: Decodable, Sendable {
    /// The event.
    public var requestPayload: Event

    /// How many records there may be around an event.
    private static var levels: Int { 16 }

    private enum CodingKeys: CodingKey {
        case requestPayload
    }

    /// Reads the record, and those in it.
    public init(from decoder: any Decoder) throws {
        var payload = try decoder.container(keyedBy: CodingKeys.self).superDecoder(forKey: .requestPayload)
        for _ in 1..<Self.levels {
            guard let inner = try? payload.container(keyedBy: CodingKeys.self), inner.contains(.requestPayload) else { break }
            payload = try inner.superDecoder(forKey: .requestPayload)
        }
        requestPayload = try Event(from: payload)
    }
}
