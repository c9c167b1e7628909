import LambdaEvents
import Testing

/// `ses-inbound.json` with one value removed or replaced by one of another type.
struct Mutation: Sendable, CustomTestStringConvertible {
    var place: [JSON.Step]
    /// nil: the value is removed.
    var value: JSON?
    var event: JSON

    var testDescription: String { "\(place.written) \(value.map { "is \($0)" } ?? "is missing")" }

    private static let records: [JSON.Step] = [.key("Records"), .index(0), .key("ses")]
    private static let messageID = records + [.key("mail"), .key("messageId")]
    private static let recipients = records + [.key("receipt"), .key("recipients")]

    /// Whether what is required is at the place, inside it, or around it.
    var isRequired: Bool {
        [Self.messageID, Self.recipients].contains { $0.starts(with: place) || place.starts(with: $0) }
    }

    /// The place that an error has to name at least the beginning of: an element that is removed is missed in its list.
    var blamed: [JSON.Step] {
        if value == nil, case .index = place.last { return place.dropLast() }
        return place
    }

    /// Every key and every element, removed and with each other type.
    static func all(of name: String) throws -> [Mutation] {
        let event = try RecordedEvent.json(name)
        return event.places.flatMap { place in
            let original = event[place]
            let values: [JSON?] =
                [nil] + replacements.filter { replacement in !(original.map { hasSameType($0, replacement) } ?? false) }.map(Optional.some)
            return values.map { Mutation(place: place, value: $0, event: event.replacing(place, with: $0)) }
        }
    }

    private static let replacements: [JSON] = [
        .null, .truth(true), .number(7), .number(-0.5), .text("other"), .list([.number(7)]), .list([]), .object(["a": .number(7)]),
    ]

    private static func hasSameType(_ left: JSON, _ right: JSON) -> Bool {
        switch (left, right) {
        case (.null, .null), (.truth, .truth), (.number, .number), (.text, .text), (.list, .list), (.object, .object): true
        default: false
        }
    }
}
