extension Message {
    /// The shared, immutable result of the scan; parts refer to it.
    final class Storage: Sendable {
        /// 0 is the raw mail; others are embedded messages that were decoded to be read.
        let sources: [ByteSource]
        let nodes: [Node]
        let fields: [FieldRange]
        let structureDefects: [StructureDefect]
        let limits: Limits

        /// A tree that is known.
        init(sources: [ByteSource], nodes: [Node], fields: [FieldRange], limits: Limits) {
            self.sources = sources
            self.nodes = nodes
            self.fields = fields
            structureDefects = []
            self.limits = limits
        }

        /// Scans a mail and the encoded messages in it, each where it ends.
        init(scanning source: ByteSource, _ limits: Limits) {
            self.limits = limits
            var scanner = StructureScanner(limits: limits)
            var sources = [source]
            var embedded = EmbeddedMessages(left: limits.embeddedBytes)
            // The layers around the one that is scanned; never deep, since every one of them takes a level.
            var around: [StructureScanner.Layer] = []
            scanner.begin(source: 0, parent: nil, count: source.count)
            while true {
                let current = sources[Int(scanner.layer.source)]
                let pause = current.withBytes { scanner.advance($0, WindowPlace(base: 0, isLast: true)) }
                switch pause {
                case .closed(let closed, _):
                    guard let node = closed.first, let decoded = embedded.decode(node, &scanner, current) else { continue }
                    around.append(scanner.layer)
                    sources.append(.array(decoded))
                    scanner.begin(source: sources.count - 1, parent: node, count: decoded.count)
                case .finished:
                    guard let layer = around.popLast() else {
                        self.sources = sources
                        nodes = scanner.nodes
                        fields = scanner.fields
                        structureDefects = scanner.defects
                        return
                    }
                    scanner.layer = layer
                case .needsBytes, .fields: continue
                }
            }
        }
    }
}

/// What embedded messages in base64 or quoted-printable may still use of their limit.
struct EmbeddedMessages {
    var left: Int

    /// The bytes of a message part, as far as the limit allows; nil where nothing is left.
    mutating func decode(_ node: Int, _ scanner: inout StructureScanner, _ source: ByteSource) -> [UInt8]? {
        let body = scanner.nodes[node].body
        let count = take(body.count, node, &scanner)
        guard count > 0 || body.isEmpty else { return nil }
        var log = DefectLog()
        let encoding = scanner.nodes[node].encoding
        let decoded = source.withBytes { BodyDecoder.decode($0.extracting(body.lowerBound..<(body.lowerBound + count)), encoding, &log) }
        for entry in log.entries { scanner.note(entry.code, at: node, entry.detail) }
        return decoded
    }

    /// How many bytes of an encoded body may be decoded.
    private mutating func take(_ count: Int, _ node: Int, _ scanner: inout StructureScanner) -> Int {
        let taken = take(count)
        if taken > 0 || count == 0 { scanner.noteEncodedMessage(at: node) }
        if taken < count { scanner.noteEmbeddedLimit(at: node) }
        return taken
    }

    /// How many of so many bytes may be decoded.
    mutating func take(_ count: Int) -> Int {
        let taken = min(count, max(left, 0))
        left -= taken
        return taken
    }
}

extension StructureScanner {
    mutating func noteEncodedMessage(at node: Int) {
        note(.encodedMessage, at: node, "an embedded message in \(nodes[node].encoding.name) (RFC 2046 section 5.2.1 forbids it); decoded")
    }

    mutating func noteEmbeddedLimit(at node: Int) {
        note(.embeddedLimitExceeded, at: node, "encoded messages over \(limits.embeddedBytes) bytes; the rest of it is kept unread")
    }
}
