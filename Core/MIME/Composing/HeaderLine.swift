/// A header field that is to be written (RFC 5322 section 2.2): a name that is valid and a value that has no line end.
public struct HeaderLine: Sendable, Equatable {
    /// The field name, as it will be written.
    public let name: String
    /// The value, encoded.
    public let value: FieldValue

    /// The longest name; it leaves space for a word of any allowed length on the next line.
    private static let maximumName = 900

    /// Creates a field.
    /// - Throws: ``FieldError/Code-swift.enum/invalidName``.
    public init(_ name: String, _ value: FieldValue) throws(FieldError) {
        self.name = try Self.checked(name)
        self.value = value
    }

    /// Creates a field of text, encoded where it has to be, such as Subject.
    /// - Throws: ``FieldError/Code-swift.enum/invalidName``.
    public init(_ name: String, text: String) throws(FieldError) {
        try self.init(name, FieldValue(text: text))
    }

    /// A name that this library gives.
    init(known name: StaticString, _ value: FieldValue) {
        self.name = name.description
        self.value = value
    }

    /// A field that was read, unfolded; nil for a line without a name.
    init?(copying field: HeaderField) {
        guard (try? Self.checked(field.name)) != nil else { return nil }
        name = field.name
        value = FieldValue(copying: field)
    }

    /// The name if it is one: printable ASCII without a colon (ftext of RFC 5322 section 3.6.8).
    static func checked(_ name: String) throws(FieldError) -> String {
        guard !name.isEmpty, name.utf8.count <= maximumName, name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != ASCII.colon }) else {
            throw FieldError(.invalidName, name)
        }
        return name
    }

    /// Appends the field, folded, without the line end behind it.
    func write(_ lineEnd: [UInt8], to output: inout [UInt8]) {
        output += name.utf8
        output.append(ASCII.colon)
        value.write(behind: name.utf8.count + 1, lineEnd, to: &output)
    }
}
