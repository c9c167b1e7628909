/// What Lambda sends to the on-failure destination of a function: the event that it could not handle, to be handled again.
///
/// Source: AWS Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations".
public struct OnFailureRecord<Event: Decodable & Sendable>: Decodable, Sendable {
    /// The event.
    public var requestPayload: Event
}
