/// The limits of ``Limits`` that hold for one field value.
package struct FieldLimits: Sendable, Equatable {
    var parameters: Int
    var encodedWords: Int
    var listEntries: Int

    package static let standard = Limits.standard.field
}

extension Limits {
    /// The limits that hold for one field value.
    var field: FieldLimits { FieldLimits(parameters: parameters, encodedWords: encodedWords, listEntries: listEntries) }
}
