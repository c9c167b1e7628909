extension AuthenticationResults {
    /// Reads a field value.
    init(parsing value: Span<UInt8>, limits: FieldLimits = .standard, _ log: inout DefectLog) {
        self = HeaderText.withUnfolded(value) { bytes in
            var reader = AuthenticationResultsReader()
            reader.read(bytes, limits, &log)
            return reader.result
        }
    }
}

/// Reads the words, `name=value` pairs and semicolons of RFC 8601 section 2.2.
private struct AuthenticationResultsReader {
    private(set) var result = AuthenticationResults()
    private var tokens = HeaderTokens()
    private var open: AuthenticationResult?
    private var hasServer = false
    private var name: [UInt8] = []

    mutating func read(_ bytes: Span<UInt8>, _ limits: FieldLimits, _ log: inout DefectLog) {
        // Where between two semicolons the next word stands.
        var isFirst = true
        var count = 0
        while true {
            skip(bytes, limits, &log)
            guard let byte = tokens.next(bytes) else { break }
            count += 1
            guard count <= limits.listEntries else {
                log.note(.fieldLimitExceeded, "over \(limits.listEntries) words; the others are not read")
                break
            }
            if byte == ASCII.semicolon {
                tokens.position += 1
                close()
                isFirst = true
                continue
            }
            readName(bytes, limits, &log)
            if tokens.next(bytes) == ASCII.equals {
                tokens.position += 1
                skip(bytes, limits, &log)
                pair(readValue(bytes, &log), isFirst: isFirst, &log)
            } else {
                word(isFirst: isFirst, &log)
            }
            isFirst = false
        }
        close()
        if !hasServer { log.note(.invalidAuthenticationResults, "no authserv-id") }
    }

    private mutating func close() {
        if let open { result.results.append(open) }
        open = nil
    }

    // MARK: Meaning

    /// A word alone: the authserv-id, its version, or `none`.
    private mutating func word(isFirst: Bool, _ log: inout DefectLog) {
        if !hasServer, isFirst, result.results.isEmpty {
            hasServer = true
            result.server = HeaderText.decodeRaw(name.span, &log)
        } else if open == nil, result.results.isEmpty, !isFirst, result.version == nil, let version = number(name[...]) {
            result.version = version
        } else if !(isFirst && name.equalsIgnoringCase("none")) {
            log.note(.invalidAuthenticationResults, "'\(name.span.excerpt(0..<name.count))' has no value")
        }
    }

    private mutating func pair(_ value: [UInt8], isFirst: Bool, _ log: inout DefectLog) {
        let text = HeaderText.decodeRaw(value.span, &log)
        let key = name.span.loweredString(0..<name.count)
        if key == "i", isFirst, !hasServer, result.instance == nil, let instance = number(value[...]) {
            result.instance = instance
        } else if isFirst || open == nil {
            // Right behind the authserv-id only a semicolon is missing.
            if !isFirst { log.note(.invalidAuthenticationResults, "semicolon missing before '\(key)'") }
            let slash = name.firstIndex(of: ASCII.slash) ?? name.endIndex
            open = AuthenticationResult(
                method: name.span.loweredString(0..<slash), version: number(name[slash...].dropFirst()),
                result: value.span.loweredString(0..<value.count))
        } else if key == "reason", open?.reason == nil {
            open?.reason = text
        } else if let dot = name.firstIndex(of: ASCII.dot) {
            let property = AuthenticationResult.Property(
                type: name.span.loweredString(0..<dot), name: name.span.loweredString((dot + 1)..<name.count), value: text)
            open?.properties.append(property)
        } else {
            log.note(.invalidAuthenticationResults, "'\(key.prefix(60))' without a property type")
            open?.properties.append(AuthenticationResult.Property(type: "", name: key, value: text))
        }
    }

    private func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard !digits.isEmpty, digits.count <= 9, digits.allSatisfy(\.isDigit) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 &- ASCII.zero) }
    }

    // MARK: Syntax

    /// Skips white space and comments; comments of a result are kept with it.
    private mutating func skip(_ bytes: Span<UInt8>, _ limits: FieldLimits, _ log: inout DefectLog) {
        while true {
            tokens.skipWhiteSpace(bytes)
            guard tokens.next(bytes) == ASCII.leftParenthesis else { return }
            let comment = tokens.comment(bytes, &log)
            guard let count = open?.comments.count else { continue }
            if count < limits.listEntries { open?.comments.append(comment.decode(bytes, limits, &log)) }
        }
    }

    /// Reads a word up to white space, `=` or a semicolon. White space and comments may stand around its dot and slash.
    private mutating func readName(_ bytes: Span<UInt8>, _ limits: FieldLimits, _ log: inout DefectLog) {
        name.removeAll(keepingCapacity: true)
        while true {
            Self.append(
                bytes, &tokens, to: &name,
                until: { $0.isFWS || $0 == ASCII.equals || $0 == ASCII.semicolon || $0 == ASCII.leftParenthesis }, &log)
            let isJoined = name.last == ASCII.dot || name.last == ASCII.slash
            skip(bytes, limits, &log)
            guard let byte = tokens.next(bytes), byte != ASCII.equals, byte != ASCII.semicolon else { return }
            guard isJoined || byte == ASCII.dot || byte == ASCII.slash else { return }
        }
    }

    private mutating func readValue(_ bytes: Span<UInt8>, _ log: inout DefectLog) -> [UInt8] {
        var value: [UInt8] = []
        Self.append(bytes, &tokens, to: &value, until: { $0.isFWS || $0 == ASCII.semicolon || $0 == ASCII.leftParenthesis }, &log)
        return value
    }

    private static func append(
        _ bytes: Span<UInt8>, _ tokens: inout HeaderTokens, to buffer: inout [UInt8], until isEnd: (UInt8) -> Bool, _ log: inout DefectLog
    ) {
        while let byte = tokens.next(bytes), !isEnd(byte) {
            if byte == ASCII.quote {
                tokens.quotedString(bytes, &log).append(from: bytes, to: &buffer)
            } else {
                buffer.append(byte)
                tokens.position += 1
            }
        }
    }
}
