import Glibc

/// The settings of a function: environment variables, read in init, so that what is wrong with them keeps it from starting.
public struct FunctionSettings: Sendable {
    private let variable: @Sendable (String) -> String?

    /// The settings of this process.
    public init() { variable = { name in getenv(name).map { String(cString: $0) } } }

    /// Given ones.
    public init(_ variables: [String: String]) { variable = { variables[$0] } }

    /// A variable without the spaces around it; nil where it is not set or empty.
    public func optional(_ name: String) -> String? {
        guard let value = variable(name) else { return nil }
        let text = value.drop { $0.isWhitespace }
        let end = text.lastIndex { !$0.isWhitespace }
        return end.map { String(text[...$0]) }
    }

    /// A variable that has to be set; `meaning` says what it is, such as "the name of the DynamoDB table".
    public func required(_ name: String, _ meaning: String) throws(InvalidSetting) -> String {
        guard let value = optional(name) else { throw InvalidSetting("\(name) is not set: it has to be \(meaning)") }
        return value
    }

    /// A variable that is one of some words.
    public func choice<Value>(_ name: String, _ choices: [(word: String, value: Value)], otherwise: Value) throws(InvalidSetting) -> Value {
        guard let text = optional(name) else { return otherwise }
        guard let found = choices.first(where: { $0.word == text.lowercased() }) else {
            throw InvalidSetting("\(name) is '\(text)': it has to be one of \(choices.map(\.word).joined(separator: ", "))")
        }
        return found.value
    }

    /// A variable that is a list, with commas between.
    public func list(_ name: String) -> [String] {
        (optional(name) ?? "").split(separator: ",").compactMap { part in
            let text = part.filter { !$0.isWhitespace }
            return text.isEmpty ? nil : String(text)
        }
    }

    /// All variables, for libraries that read many.
    public static var environment: [String: String] {
        var result: [String: String] = [:]
        var entry = environ
        while let line = entry.pointee {
            let text = String(cString: line)
            if let equals = text.firstIndex(of: "=") { result[String(text[..<equals])] = String(text[text.index(after: equals)...]) }
            entry += 1
        }
        return result
    }
}

/// A variable that keeps a function from starting.
public struct InvalidSetting: Error, Equatable, CustomStringConvertible {
    /// The variable, what is wrong, and what to do.
    public let description: String

    /// Describes a problem.
    public init(_ description: String) { self.description = description }
}
