import MIME

/// Where the parts of a mail lie in it, so that one of them can be read without the others.
///
/// It is stored with the summary, as up to ``textLimit`` characters, a few for each part. Parts for which there is no room are not in it, nor those
/// of messages that are themselves encoded: their offsets do not count in the mail.
public struct PartTable: Sendable, Equatable {
    /// A part.
    public struct Entry: Sendable, Equatable {
        /// Its place in the tree: `1` is the message.
        public var path: String
        /// Its encoded body in the mail.
        public var body: Range<Int>
        /// What is to be undone; nil where nobody has looked.
        public var encoding: TransferEncoding?
    }

    /// How many characters a table has at most.
    public static let textLimit = 64

    /// The parts, depth first.
    public let entries: [Entry]
    /// What is stored.
    let text: String

    /// The parts of a mail, as many as there is room for.
    public init(_ message: Message) {
        var writer = PartTableWriter(limit: Self.textLimit)
        for part in message.parts where part.within == nil {
            let depth = part.path.utf8.count { $0 == UInt8(ascii: ".") } + 1
            // What is opaque under these limits need not be so under others.
            guard writer.add(PartTableRow(depth: depth, body: part.bodyRange, encoding: part.isOpaque ? nil : part.bodyEncoding)) else {
                break
            }
        }
        self.init(text: writer.text)
    }

    /// A stored table, as far as it can be read.
    init(text: String) {
        self.text = text
        var reader = PartTableReader(text)
        var places: [Int] = []
        var entries: [Entry] = []
        while let row = reader.next() {
            // A part is the next one at its depth, and the first one below it.
            if row.depth > places.count { places.append(0) }
            places.removeLast(places.count - row.depth)
            places[row.depth - 1] += 1
            entries.append(Entry(path: places.map(String.init).joined(separator: "."), body: row.body, encoding: row.encoding))
        }
        self.entries = entries
    }

    /// The part of a path, where the table has it and knows its encoding.
    public subscript(path: String) -> (body: Range<Int>, encoding: TransferEncoding)? {
        guard let entry = entries.first(where: { $0.path == path }), let encoding = entry.encoding else { return nil }
        return (entry.body, encoding)
    }
}

extension PartTable: Codable {
    /// From a text.
    public init(from decoder: any Decoder) throws {
        self.init(text: try decoder.singleValueContainer().decode(String.self))
    }

    /// As a text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
