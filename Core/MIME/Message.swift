/// A mail: its raw bytes and what one pass over them found.
///
/// Any bytes make a message; what departs from the standards is in ``defects``, and the bytes are always there.
/// Decoding is lazy: header values, bodies and text are decoded when they are asked for.
public struct Message: Sendable {
    /// The shared, immutable result of the scan; parts refer to it.
    final class Storage: Sendable {
        /// 0 is the raw mail; others are embedded messages that were decoded to be read.
        let sources: [[UInt8]]
        let nodes: [Node]
        let fields: [FieldRange]
        let structureDefects: [StructureDefect]
        let limits: Limits

        init(sources: [[UInt8]], nodes: [Node], fields: [FieldRange], structureDefects: [StructureDefect], limits: Limits) {
            self.sources = sources
            self.nodes = nodes
            self.fields = fields
            self.structureDefects = structureDefects
            self.limits = limits
        }
    }

    let storage: Storage

    /// The raw mail.
    public var bytes: [UInt8] { storage.sources[0] }

    /// The whole message as the root of the part tree.
    public var root: Part { Part(storage: storage, index: 0) }

    /// Every part in depth-first order, containers and the parts of embedded messages included.
    public var parts: [Part] {
        var result: [Part] = []
        result.reserveCapacity(storage.nodes.count)
        var stack = [0]
        while let index = stack.popLast() {
            result.append(Part(storage: storage, index: index))
            stack.append(contentsOf: storage.nodes[index].children.reversed())
        }
        return result
    }

    /// Scans a mail.
    /// - Parameters:
    ///   - bytes: the raw mail, with CRLF or LF line ends, or both.
    ///   - limits: how far the scan goes; the rest stays opaque.
    public init(_ bytes: [UInt8], limits: Limits = .standard) {
        var scanner = StructureScanner(limits: limits)
        var sources = [bytes]
        scanner.scan(bytes.span, source: 0, parent: nil)
        var next = 0
        var embedded = 0
        // Grows while it runs: a decoded message may hold another one.
        while next < scanner.encodedMessages.count, !scanner.isPartLimitMet {
            let index = scanner.encodedMessages[next]
            next += 1
            let node = scanner.nodes[index]
            guard embedded + node.body.count <= limits.embeddedBytes else {
                scanner.note(.embeddedLimitExceeded, at: index, "encoded messages over \(limits.embeddedBytes) bytes; kept unread")
                continue
            }
            var log = DefectLog()
            let source = sources[node.source]
            let encoding = scanner.transferEncoding(of: index, in: source.span)
            let decoded = BodyDecoder.decode(source.span.extracting(node.body), encoding, &log)
            embedded += node.body.count
            scanner.note(.encodedMessage, at: index, "an embedded message in \(encoding.name) (RFC 2046 section 5.2.1 forbids it); decoded")
            for entry in log.entries { scanner.note(entry.code, at: index, entry.detail) }
            sources.append(decoded)
            scanner.scan(decoded.span, source: sources.count - 1, parent: index)
        }
        storage = Storage(sources: sources, nodes: scanner.nodes, fields: scanner.fields, structureDefects: scanner.defects, limits: limits)
    }

    /// What is wrong with the mail, all lazy decoders included: header values, transfer encodings, charsets.
    ///
    /// Decodes the whole mail; ``structureDefects`` costs nothing.
    public var defects: [Defect] {
        var result: [Defect] = []
        var structural: [Int: [StructureDefect]] = [:]
        for defect in storage.structureDefects { structural[defect.node, default: []].append(defect) }
        for part in parts {
            let path = part.path
            for defect in structural[part.index] ?? [] { result.append(Defect(code: defect.code, path: path, detail: defect.detail)) }
            for entry in part.contentDefects().entries { result.append(Defect(code: entry.code, path: path, detail: entry.detail)) }
        }
        return result
    }

    /// What is wrong with the header blocks and the part tree, found by the scan itself.
    public var structureDefects: [Defect] {
        storage.structureDefects.map {
            Defect(code: $0.code, path: Part(storage: storage, index: $0.node).path, detail: $0.detail)
        }
    }
}
