extension StructureScanner {
    /// Goes from a header block to the body, or to what ended the block.
    mutating func enter(
        _ header: HeaderScanner, _ opening: Opening, _ result: HeaderScanner.Result, _ bytes: Span<UInt8>, _ window: WindowPlace
    ) {
        let node = header.node
        for defect in header.defects.entries { note(defect.code, at: node, defect.detail) }
        let end = window.base + bytes.count
        nodes[node].headerEnd = result.headerEnd
        nodes[node].bodyStart = result.bodyStart
        nodes[node].bodyEnd = end
        layer.contentStart = result.bodyStart
        layer.step = .seek(from: result.bodyStart, searched: 0, isInLine: false)
        open(node, opening, end: end)
        guard let (match, line) = result.delimiter else { return }
        // The entity ends before its body: a message has an empty one inside.
        var child: Int?
        if nodes[node].firstChild >= 0 {
            let index = Int(nodes[node].firstChild)
            child = index
            if unreportedRest == index { unreportedRest = nil } else { layer.open.push(.init(node: index)) }
            nodes[index].bodyEnd = nodes[index].bodyStart
        }
        layer.step = .cut(child: child, match, line)
    }

    /// Opens the entity by its Content-Type. An embedded message is entered at once.
    private mutating func open(_ node: Int, _ opening: Opening, end: Int) {
        let contentType = opening.contentType
        nodes[node].isBase64 = opening.encoding == .base64
        nodes[node].isQuotedPrintable = opening.encoding == .quotedPrintable
        nodes[node].isMultipart = contentType.type == "multipart"
        let isTooDeep = layer.baseDepth + layer.open.count + 1 >= limits.depth
        if contentType.type == "multipart" {
            openMultipart(node, opening, isTooDeep: isTooDeep)
            return
        }
        layer.open.push(.init(node: node))
        guard contentType.isMessage else { return }
        guard !isTooDeep else { return closeOpaque(node) }
        switch opening.encoding {
        case .sevenBit, .eightBit, .binary:
            nodes[node].kind = .message
            let start = nodes[node].bodyStart
            layer.step = .rest
            guard let child = append(parent: node, at: start, end: end) else { return }
            layer.step = .header(HeaderScanner(node: child, firstField: fields.count, start: start, isMessageStart: true), nil)
        case .base64, .quotedPrintable:
            nodes[node].isEncodedMessage = !isPartLimitMet
        case .unknown: break
        }
    }

    private mutating func openMultipart(_ node: Int, _ opening: Opening, isTooDeep: Bool) {
        switch opening.encoding {
        case .base64, .quotedPrintable:
            note(
                .encodedMultipart, at: node, "a multipart cannot have a transfer encoding (RFC 2045 section 6.4); read as if it had none")
        default: break
        }
        guard let boundary = opening.contentType.boundaryBytes else {
            note(.missingBoundary, at: node, "multipart without a boundary parameter; kept as one part")
            layer.open.push(.init(node: node))
            return
        }
        guard !isTooDeep else {
            layer.open.push(.init(node: node))
            return closeOpaque(node)
        }
        if boundary.count > 70 || boundary.last?.isWSP == true {
            note(.invalidBoundary, at: node, "boundary over 70 characters or with white space at its end (RFC 2046 section 5.1.1)")
        }
        nodes[node].kind = .multipart
        nodes[node].isDigest = opening.contentType.isMultipart("digest")
        layer.open.push(.init(node: node, boundary: boundary))
    }

    private mutating func closeOpaque(_ node: Int) {
        nodes[node].isOpaque = true
        note(.depthLimitExceeded, at: node, "nested deeper than \(limits.depth) levels; the content is kept unread")
    }

    // MARK: Delimiters

    /// Looks for the next delimiter line of any open boundary, and closes the entities inside its multipart.
    mutating func seek(_ from: Int, _ searched: Int, _ isInLine: Bool, _ bytes: Span<UInt8>, _ window: WindowPlace) -> Pause? {
        let base = window.base
        let end = bytes.count
        guard layer.open.boundaryCount > 0 else {
            layer.step = .rest
            return nil
        }
        var position = from - base
        var searched = searched
        var isInLine = isInLine
        while position < end {
            if isInLine || bytes[position] != ASCII.hyphen {
                // A line that has been begun is left by its own end; from there a candidate is an LF with a hyphen behind it.
                guard let feed = ByteScan.firstDelimiterCandidate(in: bytes, position..<end) else {
                    position = end
                    isInLine = bytes[end - 1] != ASCII.lf
                    break
                }
                position = feed + 1
                isInLine = false
            }
            let line = Line(in: bytes, from: position, searchingFrom: position + searched)
            guard line.isWhole || window.isLast || line.end - line.start > layer.open.longestDelimiterLine else {
                layer.step = .seek(from: position + base, searched: line.end - line.start, isInLine: false)
                return .needsBytes
            }
            searched = 0
            if let match = layer.open.match(line, in: bytes) {
                if match.isClose, !layer.open[match.level].delimiterSeen {
                    // A lone close delimiter makes no parts: the line belongs to the one leaf that this is.
                    layer.open[match.level].isClosed = true
                } else if !layer.open[match.level].isClosed {
                    layer.step = .delimiter(match, next: line.next + base)
                    return closeEntities(above: match.level, at: contentEnd(before: line.start + base, match, bytes, base))
                } else {
                    noteOnce(
                        .partAfterClose, at: layer.open[match.level].node,
                        "delimiter at byte \(line.start + base), behind the close delimiter")
                }
            } else if layer.open.isBrokenDelimiter(line, in: bytes), let node = layer.open.innermostMultipart {
                noteOnce(.invalidDelimiter, at: node, "text behind the boundary at byte \(line.start + base); the line is content")
            }
            // The LF is where the next candidate may begin.
            position = line.isWhole ? line.next - 1 : line.next
            isInLine = true
        }
        layer.step = window.isLast ? .rest : .seek(from: position + base, searched: 0, isInLine: isInLine)
        return window.isLast ? nil : .needsBytes
    }

    /// Begins the next part of a multipart, or its epilogue.
    mutating func take(_ match: OpenEntities.Match, next: Int, end: Int) {
        layer.contentStart = next
        if match.isClose {
            layer.open[match.level].isClosed = true
            layer.step = .seek(from: next, searched: 0, isInLine: false)
            return
        }
        layer.open[match.level].delimiterSeen = true
        layer.step = .rest
        guard let part = append(parent: layer.open[match.level].node, at: next, end: end) else { return }
        layer.step = .header(HeaderScanner(node: part, firstField: fields.count, start: next, isMessageStart: false), nil)
    }

    /// Where the content before a delimiter line ends: the line end before it belongs to the delimiter.
    func contentEnd(before start: Int, _ match: OpenEntities.Match, _ bytes: Span<UInt8>, _ base: Int) -> Int {
        let bodyStart = nodes[layer.open[match.level].node].bodyStart
        guard start > bodyStart, bytes[start - base - 1] == ASCII.lf else { return start }
        let isCRLF = start - 1 > bodyStart && bytes[start - base - 2] == ASCII.cr
        return start - (isCRLF ? 2 : 1)
    }

    /// Closes every entity above a level; what is to be done about it before going on is returned.
    mutating func closeEntities(above level: Int, at contentEnd: Int) -> Pause? {
        // A header that a delimiter ends reaches up to the delimiter's line; so do the entities around it, to hold it.
        var end = contentEnd
        var closed: [Int] = []
        let innermost = layer.open.innermost
        while layer.open.count > level + 1, let entry = layer.open.pop() {
            end = max(nodes[entry.node].bodyStart, end)
            nodes[entry.node].bodyEnd = end
            if isStream { closed.append(entry.node) }
            guard entry.boundary != nil else { continue }
            if !entry.delimiterSeen {
                nodes[entry.node].kind = .leaf
                note(.boundaryNotFound, at: entry.node, "no line has the boundary that Content-Type names; kept as one part")
            } else if !entry.isClosed, !isPartLimitMet {
                let cause = level < 0 ? "the mail ends" : "an outer delimiter comes"
                note(.missingClose, at: entry.node, "\(cause) before the close delimiter")
            }
        }
        if isStream { return .closed(closed, contentEnd: closed.first.map { nodes[$0].bodyEnd } ?? contentEnd) }
        if let innermost, nodes[innermost].isEncodedMessage, !isPartLimitMet { return .closed([innermost], contentEnd: contentEnd) }
        return nil
    }
}
