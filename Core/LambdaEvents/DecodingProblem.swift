/// What is wrong with JSON, and where, without its content: that may be mail.
package struct DecodingProblem: CustomStringConvertible {
    /// Such as `'Records[0].body' is missing`.
    package let description: String

    /// Explains what a decoder threw.
    package init(_ error: any Error) {
        guard let error = error as? DecodingError else {
            description = "\(error)"
            return
        }
        description =
            switch error {
            case .keyNotFound(let key, let context): "'\(Self.path(context.codingPath + [key]))' is missing"
            case .typeMismatch(_, let context) where context.codingPath.isEmpty,
                .valueNotFound(_, let context) where context.codingPath.isEmpty:
                "it has another type at its top"
            case .valueNotFound(_, let context): "'\(Self.path(context.codingPath))' is null"
            case .typeMismatch(let type, let context): "'\(Self.path(context.codingPath))' is not of type \(type)"
            case .dataCorrupted(let context) where context.underlyingError is Empty: "'\(Self.path(context.codingPath))': it is empty"
            case .dataCorrupted(let context) where context.codingPath.isEmpty: "it is not JSON"
            case .dataCorrupted(let context): "'\(Self.path(context.codingPath))' has a value that is not allowed there"
            @unknown default: "it cannot be read"
            }
    }

    /// What a decoder of ours throws for text or a list that may not be empty.
    package static func empty(at path: [any CodingKey]) -> DecodingError {
        .dataCorrupted(.init(codingPath: path, debugDescription: "it is empty", underlyingError: Empty()))
    }

    /// Marks a problem whose words are ours: those of a decoder may quote the event.
    private struct Empty: Error {}

    private static func path(_ keys: [any CodingKey]) -> String {
        var path = ""
        for key in keys {
            if let index = key.intValue {
                path += "[\(index)]"
            } else {
                path += path.isEmpty ? key.stringValue : ".\(key.stringValue)"
            }
        }
        return path
    }
}
