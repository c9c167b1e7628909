extension StructureScanner {
    /// The place before which content is settled: what follows may be the line end of a delimiter. Nil inside of a header.
    func settledContent(end: Int) -> Int? {
        switch layer.step {
        case .seek(let from, _, _): max(from - 2, layer.contentStart)
        case .rest: end
        default: nil
        }
    }

    /// The place of the first byte that the scan may look at again.
    func neededFrom(end: Int) -> Int {
        switch layer.step {
        case .header(let header, _): (header.isFull ? header.position : nodes[header.node].headerStart) - 2
        case .seek(let from, _, _): from - 2
        case .rest, .finished: end
        default: 0
        }
    }

    /// The transfer encoding of a part's content: that of its header, none for what is not decoded.
    func encoding(of node: Int) -> TransferEncoding {
        let node = nodes[node]
        return node.isOpaque || node.isMultipart ? .binary : node.encoding
    }

    /// Takes an encoded message for a leaf: the limit leaves nothing to decode it with.
    mutating func forgetEncodedMessage(_ node: Int) {
        nodes[node].isEncodedMessage = false
        noteEmbeddedLimit(at: node)
    }

    /// What the header of a part says, on its own.
    func head(of node: Int, _ window: [UInt8], base: Int) -> Part {
        let found = nodes[node]
        let range = fields[found.fieldRange]
        let start = range.first?.nameStart ?? found.headerStart
        let end = range.last?.end ?? start
        var head = Node(source: 0, parent: -1, start: 0, end: end - start)
        head.bodyStart = end - start
        head.headerEnd = end - start
        head.fieldCount = found.fieldCount
        head.isOpaque = found.isOpaque
        head.isRest = found.isRest
        head.defaultsToMessage = found.defaultsToMessage
        let moved = range.map { field in
            var field = field
            field.nameStart -= start
            field.end -= start
            return field
        }
        let bytes = Array(window[(start - base)..<(end - base)])
        return Part(storage: Message.Storage(sources: [.array(bytes)], nodes: [head], fields: moved, limits: limits), index: 0)
    }
}

extension [Node] {
    /// Where a node stands in the tree, as ``Part/path``.
    func path(of index: Int) -> String {
        var ordinals: [Int32] = []
        var current = Int32(index)
        while current >= 0 {
            ordinals.append(self[Int(current)].ordinal)
            current = self[Int(current)].parentLink
        }
        return ordinals.reversed().map(String.init).joined(separator: ".")
    }
}
