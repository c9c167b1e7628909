import FoundationEssentials

/// An element that is skipped when it cannot be read, instead of failing the whole list.
struct Lenient<Value: Decodable>: Decodable {
    var value: Value?

    init(from decoder: any Decoder) throws {
        value = try? Value(from: decoder)
    }
}

extension KeyedDecodingContainer {
    /// Text, or a number or truth value as text; nil when it is missing or anything else.
    func lenientText(_ key: Key) -> String? {
        if let text = try? decode(String.self, forKey: key) { return text }
        if let number = try? decode(Int.self, forKey: key) { return String(number) }
        if let number = try? decode(Double.self, forKey: key) { return String(number) }
        if let truth = try? decode(Bool.self, forKey: key) { return String(truth) }
        return nil
    }

    /// A list of texts without the elements that are none; a single text counts as a list of one.
    func lenientTexts(_ key: Key) -> [String] {
        if let texts = try? decode([Lenient<String>].self, forKey: key) { return texts.compactMap(\.value) }
        return lenientText(key).map { [$0] } ?? []
    }
}
