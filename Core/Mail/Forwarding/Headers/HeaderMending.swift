import MIME
import Mail

/// A header that is edited, line by line, so that SES takes it: what is not changed stays byte for byte and in its place.
struct HeaderMending {
    /// What SES would have refused and was mended.
    var mended: [SESFinding] = []
    /// The editor of the mail's own header, with all changes.
    var editor: HeaderEditor
    /// The mail, as it came.
    let root: Part
    /// Fields that have a new value, in lower case.
    private var written: Set<String> = []

    /// Begins with a mail as it came.
    init(_ message: Message) throws(EditError) {
        root = message.root
        editor = try HeaderEditor(root)
    }

    /// The fields of a name, in lower case, as they came.
    func fields(_ name: String) -> [HeaderField] { root.headers.filter { $0.name.lowercased() == name } }

    /// The names of all fields, in lower case.
    var names: Set<String> { Set(root.headers.map { $0.name.lowercased() }) }

    /// Gives a field its value, wherever it stands.
    mutating func set(_ name: String, _ value: FieldValue) throws {
        written.insert(name.lowercased())
        editor.set(try HeaderLine(name, value))
    }

    /// Of fields that SES takes once the first counts. Recipients are all kept.
    mutating func removeDuplicates() throws {
        for name in names.sorted() where SESRules.onceOnly.contains(name) {
            guard editor.count(of: name) > 1 else { continue }
            mended.append(SESFinding(.duplicateField, name))
            if Self.isOfRecipients(name) {
                if let all = AddressFieldEdit.valid(fields(name).flatMap(\.addressGroups)) { try editor.replace(name, with: all) }
            }
            editor.removeRepeated(name)
        }
    }

    /// Fields that nobody has written so far, apart from those of recipients, with other than ASCII or with lines that are too long.
    mutating func mendOthers() throws {
        for (field, name, occurrence) in untouched where !Self.isOfRecipients(name) {
            let raw = field.rawValue
            // The parameters of the others have no encoded-words (RFC 2047 section 5).
            let isText = !name.hasPrefix("content-") || name == "content-description"
            if isText, raw.contains(where: { $0 >= 0x80 }) {
                mended.append(SESFinding(.rawEightBit, field.name))
                try editor.replace(name, occurrence: occurrence, with: FieldValue(text: field.value))
            } else if Message(raw).firstLine(longerThan: SESRules.lineBytes - field.name.utf8.count - 2, in: 0..<raw.count) != nil,
                let folded = try? FieldValue(raw: AddressFieldEdit.unfolded(raw))
            {
                mended.append(SESFinding(.longHeaderLine, field.name))
                try editor.replace(name, occurrence: occurrence, with: folded)
            }
        }
    }

    /// The fields that are there and that nobody has written, with their names in lower case; occurrences count among those of a name.
    var untouched: [(field: HeaderField, name: String, occurrence: Int)] {
        var occurrences: [String: Int] = [:]
        var result: [(HeaderField, String, Int)] = []
        let counts = editor.counts
        for field in root.headers where !field.name.isEmpty {
            let name = field.name.lowercased()
            let occurrence = occurrences[name, default: 0]
            occurrences[name] = occurrence + 1
            if !written.contains(name), occurrence < counts[name] ?? 0 { result.append((field, name, occurrence)) }
        }
        return result
    }

    /// Whether a field, in lower case, has addresses that mail or answers go to.
    static func isOfRecipients(_ name: String) -> Bool { SESLint.recipientFields.contains(name) || name == "reply-to" }
}
