/// Edits the header of a mail, or of one of its parts, where it stands in the raw bytes (RFC 5322 section 2.2).
///
/// Fields can be inserted, removed, renamed and given another value. Whatever is not edited stays byte for byte: line ends, odd folding, broken
/// lines, bodies. New lines end as the first line of the header does. Names and values are checked by ``HeaderLine`` and ``FieldValue``, so that
/// no value makes another field.
///
/// ```swift
/// var editor = try HeaderEditor(message.root)
/// try editor.replace("from", with: FieldValue(addresses: [alias]))
/// editor.insert(try HeaderLine("X-Loop", text: "1"))
/// let edit = editor.edit
/// ```
public struct HeaderEditor: Sendable {
    /// Where a field is inserted. Occurrences are counted from 0, among the fields as edited so far; names in any letter case.
    public enum Place: Sendable, Equatable {
        /// Before every field, where trace fields go (RFC 5321 section 4.4).
        case top
        /// Behind every field.
        case end
        /// Right before a field.
        case before(String, occurrence: Int = 0)
        /// Right behind a field.
        case after(String, occurrence: Int = 0)
    }

    private struct Entry: Sendable {
        enum Origin: Sendable {
            case mail(HeaderBlock.Entry)
            case new(HeaderLine)
        }

        let origin: Origin
        /// In lower case; nil for lines that are no field.
        var key: String?
        var newName: String?
        var newValue: FieldValue?
        var isRemoved = false
    }

    let node: Int
    let path: String
    private let storage: Message.Storage
    private let start: Int
    private let lineEnd: [UInt8]
    private let missingEnd: [UInt8]
    private let lead: [UInt8]
    private let beginsFolded: Bool
    private var entries: [Entry]
    /// Where the fields of a name stand, in order; nil when that has changed since, or was asked too seldom to be worth it.
    private var places: [String: [Int]]?
    /// How often it was asked where a field stands.
    private var searches = 0
    private static let mostSearches = 16

    /// Begins to edit the header of a message or of a part.
    /// - Throws: ``EditError/Code-swift.enum/notInRawMail`` for a part inside of an encoded message, where ``Part/within`` is not nil.
    public init(_ part: Part) throws(EditError) {
        guard part.node.source == 0 else { throw EditError(.notInRawMail, "part \(part.path)") }
        let block = HeaderBlock(part)
        node = part.index
        path = part.path
        storage = part.storage
        start = block.start
        lineEnd = block.lineEnd
        missingEnd = block.missingEnd
        lead = block.lead
        beginsFolded = block.beginsFolded
        entries = part.source.withBytes { bytes in
            block.entries.map { Entry(origin: .mail($0), key: $0.hasName ? bytes.loweredString($0.name) : nil) }
        }
    }

    /// How many fields of this name there are, in any letter case.
    public func count(of name: String) -> Int {
        let key = name.utf8.loweredString
        return entries.reduce(0) { $0 + (!$1.isRemoved && $1.key == key ? 1 : 0) }
    }

    /// How many fields of each name there are; names are in lower case.
    public var counts: [String: Int] {
        var counts: [String: Int] = [:]
        for entry in entries where !entry.isRemoved { if let key = entry.key { counts[key, default: 0] += 1 } }
        return counts
    }

    // MARK: Edits

    /// Inserts a field.
    /// - Throws: ``EditError/Code-swift.enum/noSuchField``.
    public mutating func insert(_ line: HeaderLine, at place: Place) throws(EditError) {
        let index: Int
        switch place {
        case .top: return insert(line)
        case .end: index = entries.count
        case .before(let name, let occurrence): index = try self.index(name, occurrence)
        case .after(let name, let occurrence): index = try self.index(name, occurrence) + 1
        }
        insert(line, index)
    }

    /// Inserts a field before every other one.
    public mutating func insert(_ line: HeaderLine) {
        // A line that begins with white space would become part of the new field.
        insert(line, beginsFolded ? 1 : 0)
    }

    private mutating func insert(_ line: HeaderLine, _ index: Int) {
        places = nil
        entries.insert(Entry(origin: .new(line), key: line.name.utf8.loweredString), at: min(index, entries.count))
    }

    /// Gives a field another value; its place and the spelling of its name stay.
    /// - Throws: ``EditError/Code-swift.enum/noSuchField``.
    public mutating func replace(_ name: String, occurrence: Int = 0, with value: FieldValue) throws(EditError) {
        entries[try index(name, occurrence)].newValue = value
    }

    /// Gives a field another name; its place and its value stay.
    /// - Throws: ``EditError/Code-swift.enum/noSuchField``, ``EditError/Code-swift.enum/invalidName``.
    public mutating func rename(_ name: String, occurrence: Int = 0, to newName: String) throws(EditError) {
        guard (try? HeaderLine.checked(newName)) != nil else { throw EditError(.invalidName, newName) }
        let index = try index(name, occurrence)
        places = nil
        entries[index].newName = newName
        entries[index].key = newName.utf8.loweredString
    }

    /// Removes a field with all of its lines.
    /// - Throws: ``EditError/Code-swift.enum/noSuchField``.
    public mutating func remove(_ name: String, occurrence: Int = 0) throws(EditError) {
        entries[try index(name, occurrence)].isRemoved = true
        places = nil
    }

    /// Removes every field of this name, in any letter case.
    public mutating func removeAll(_ name: String) {
        let key = name.utf8.loweredString
        places = nil
        for index in entries.indices where entries[index].key == key { entries[index].isRemoved = true }
    }

    /// Removes every field of a name but the first.
    public mutating func removeRepeated(_ name: String) {
        let key = name.utf8.loweredString
        var isFirst = true
        places = nil
        for index in entries.indices where !entries[index].isRemoved && entries[index].key == key {
            if !isFirst { entries[index].isRemoved = true }
            isFirst = false
        }
    }

    /// Gives the first field of the line's name its value, or inserts the line at the end where there is none.
    public mutating func set(_ line: HeaderLine) {
        let key = line.name.utf8.loweredString
        if let index = entries.firstIndex(where: { !$0.isRemoved && $0.key == key }) {
            entries[index].newValue = line.value
        } else {
            insert(line, entries.count)
        }
    }

    private mutating func index(_ name: String, _ occurrence: Int) throws(EditError) -> Int {
        let key = name.utf8.loweredString
        searches += 1
        // Whoever edits each of many fields would search all of them each time.
        if searches > Self.mostSearches {
            let known = places ?? allPlaces
            places = known
            guard let found = known[key], found.indices.contains(occurrence) else {
                throw EditError(.noSuchField, "\(name), occurrence \(occurrence)")
            }
            return found[occurrence]
        }
        var left = occurrence
        for (index, entry) in entries.enumerated() where !entry.isRemoved && entry.key == key {
            if left == 0 { return index }
            left -= 1
        }
        throw EditError(.noSuchField, "\(name), occurrence \(occurrence)")
    }

    private var allPlaces: [String: [Int]] {
        var places: [String: [Int]] = [:]
        for (index, entry) in entries.enumerated() where !entry.isRemoved {
            if let key = entry.key { places[key, default: []].append(index) }
        }
        return places
    }

    // MARK: Result

    /// The mail with these edits. A ``MessageEdit`` can also take those of several parts.
    public var edit: MessageEdit { MessageEdit(ordered: splices, storage.sources[0]) }

    func isEditor(of message: Message) -> Bool { storage === message.storage }

    /// The edits as splices, in order.
    var splices: [Splice] {
        var splices: [Splice] = []
        var place = start
        // Whether what comes next begins a line; not so behind a last line without an end.
        var isAtLineStart = true
        // What has to come before the next new field.
        var lead = self.lead
        for entry in entries {
            switch entry.origin {
            case .new(let line) where !entry.isRemoved:
                var bytes = lead
                write(line, entry, to: &bytes)
                if isAtLineStart { bytes += lineEnd }
                lead = isAtLineStart ? [] : lineEnd
                splices.append(Splice(place..<place, bytes))
            case .new: break
            case .mail(let original):
                place = original.lines.upperBound
                if entry.isRemoved {
                    splices.append(Splice(original.lines, []))
                    continue
                }
                isAtLineStart = original.isTerminated
                // A new value has no CR at its end.
                if !isAtLineStart { lead = entry.newValue == nil ? missingEnd : lineEnd }
                if let name = entry.newName { splices.append(Splice(original.name, Array(name.utf8))) }
                if let value = entry.newValue {
                    var bytes: [UInt8] = []
                    let nameCount = entry.newName?.utf8.count ?? original.name.count
                    value.write(behind: nameCount + original.value.lowerBound - original.name.upperBound, lineEnd, to: &bytes)
                    splices.append(Splice(original.value, bytes))
                }
            }
        }
        return splices
    }

    private func write(_ line: HeaderLine, _ entry: Entry, to bytes: inout [UInt8]) {
        let name = entry.newName ?? line.name
        bytes += name.utf8
        bytes.append(ASCII.colon)
        (entry.newValue ?? line.value).write(behind: name.utf8.count + 1, lineEnd, to: &bytes)
    }
}
