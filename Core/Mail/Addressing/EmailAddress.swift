/// An address that mail can be sent to: `local-part@domain`. A value always is well-formed.
///
/// Grammar: Mailbox of RFC 5321 section 4.1.2, with the UTF-8 of RFC 6531. Postroom's mailboxes do not tell letter case apart.
public struct EmailAddress: Sendable, Hashable, CustomStringConvertible {
    /// Why a text is not an address.
    public struct Invalid: Error, Equatable, CustomStringConvertible {
        /// What is wrong with it, for people.
        public let description: String

        package init(description: String) {
            self.description = description
        }
    }

    /// As given, without the quotes and backslashes that a quoted local part does not need.
    public let localPart: String
    /// In lower case.
    public let domain: String

    /// `local-part@domain`.
    public var description: String { "\(localPart)@\(domain)" }

    /// What mailboxes are looked up by: all in lower case.
    public var key: String { description.lowercased() }

    /// Equal when they name the same mailbox: when their keys are the same bytes.
    ///
    /// Strings are also equal when only their Unicode normalization differs; a database tells such keys apart, and so does this.
    public static func == (left: EmailAddress, right: EmailAddress) -> Bool { left.key.utf8.elementsEqual(right.key.utf8) }

    /// Hashes what equality compares.
    public func hash(into hasher: inout Hasher) { hasher.combine(key) }

    /// Reads an address.
    /// - Throws: ``Invalid`` that says what is wrong.
    public init(_ text: String) throws(Invalid) {
        guard let at = text.lastIndex(of: "@") else { throw Invalid(description: "it has no '@'") }
        let local = text[..<at]
        let domain = text[text.index(after: at)...]
        guard !local.isEmpty else { throw Invalid(description: "there is nothing before the '@'") }
        guard !domain.isEmpty else { throw Invalid(description: "there is nothing after the '@'") }
        guard local.utf8.count <= 64 else { throw Invalid(description: "the part before the '@' is longer than 64 bytes") }
        guard domain.utf8.count <= 255 else { throw Invalid(description: "the domain is longer than 255 bytes") }
        localPart = try Self.localPart(local)
        self.domain = try Self.domain(domain)
        // 'İ' is two bytes and its lower case three: what is looked up and stored has to be an address too.
        guard localPart.lowercased().utf8.count <= 64 else {
            throw Invalid(description: "the part before the '@' is longer than 64 bytes in lower case")
        }
        guard self.domain.utf8.count <= 255 else { throw Invalid(description: "the domain is longer than 255 bytes in lower case") }
    }

    private static func localPart(_ text: Substring) throws(Invalid) -> String {
        guard text.first == "\"" else {
            guard isDotAtom(text) else {
                throw Invalid(description: "the part before the '@' has a character that needs quotes, or a misplaced dot")
            }
            return String(text)
        }
        let inner = text.dropFirst().dropLast()
        guard text.utf8.count >= 2, text.last == "\"" else {
            throw Invalid(description: "the quoted part before the '@' does not end with a quote")
        }
        var plain = ""
        var isEscaped = false
        for scalar in inner.unicodeScalars {
            guard scalar == " " || !scalar.isInvisible else {
                throw Invalid(description: "it contains a control or other invisible character")
            }
            if !isEscaped, scalar == "\\" {
                isEscaped = true
                continue
            }
            guard isEscaped || scalar != "\"" else { throw Invalid(description: "the quoted part before the '@' contains a bare quote") }
            plain.unicodeScalars.append(scalar)
            isEscaped = false
        }
        guard !isEscaped else { throw Invalid(description: "the quoted part before the '@' ends with a backslash") }
        return isDotAtom(plain[...]) ? plain : quoted(plain)
    }

    /// The one way to write a quoted local part: `"a\ b"` and `"a b"` are the same (RFC 5321 section 4.1.2).
    private static func quoted(_ plain: String) -> String {
        let escaped = plain.unicodeScalars.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }
        return "\"\(escaped.joined())\""
    }

    private static func isDotAtom(_ text: Substring) -> Bool {
        let atoms = text.split(separator: ".", omittingEmptySubsequences: false)
        return atoms.allSatisfy { !$0.isEmpty && $0.unicodeScalars.allSatisfy(isAtomCharacter) }
    }

    private static func isAtomCharacter(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value >= 0x80 { return !scalar.isInvisible }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || "!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
    }

    private static func domain(_ text: Substring) throws(Invalid) -> String {
        let lower = text.lowercased()
        if lower.first == "[", lower.last == "]" {
            let content = lower.dropFirst().dropLast()
            guard !content.isEmpty else { throw Invalid(description: "the address literal is empty") }
            guard content.utf8.allSatisfy(isLiteralByte) else {
                throw Invalid(description: "the address literal has a character that does not belong there")
            }
            return lower
        }
        for label in lower.split(separator: ".", omittingEmptySubsequences: false) {
            guard !label.isEmpty else { throw Invalid(description: "the domain has an empty label") }
            guard label.utf8.count <= 63 || label.utf8.contains(where: { $0 >= 0x80 }) else {
                throw Invalid(description: "a label of the domain is longer than 63 bytes")
            }
            guard label.first != "-", label.last != "-", label.unicodeScalars.allSatisfy(isDomainCharacter) else {
                throw Invalid(description: "the domain has a character that does not belong there")
            }
        }
        return lower
    }

    /// dcontent of RFC 5321 section 4.1.3.
    private static func isLiteralByte(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && !(UInt8(ascii: "[")...UInt8(ascii: "]")).contains(byte)
    }

    private static func isDomainCharacter(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value >= 0x80 { return !scalar.isInvisible }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "-" || scalar == "_"
    }
}
