/// Which piece of a message in several a message/partial is (RFC 2046 section 5.2.2).
public struct PartialMessage: Sendable, Equatable {
    /// What all pieces of one message have in common.
    public let id: String
    /// Which piece it is, from 1.
    public let number: Int
    /// How many pieces there are; only the last one has to say so.
    public let total: Int?
}

extension Part {
    /// Which piece the part is if it is a message/partial; nil for every other type, and without an id and a number from 1 on.
    public var partialMessage: PartialMessage? {
        let type = contentType
        guard type.essence == "message/partial", let id = type.parameter("id"), let number = type.parameter("number").flatMap({ Int($0) }),
            number > 0
        else { return nil }
        return PartialMessage(id: id, number: number, total: type.parameter("total").flatMap { Int($0) })
    }
}
