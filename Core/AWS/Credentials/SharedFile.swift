/// A file of the AWS tools: sections with settings (`~/.aws/config`, `~/.aws/credentials`).
///
/// https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
package struct SharedFile: Sendable {
    /// Settings by section; names of settings are in small letters.
    package private(set) var sections: [String: [String: String]] = [:]

    /// Reads a file's text. Lines that are neither a section nor a setting are skipped, as the AWS tools do.
    package init(_ text: String) {
        var section: String?
        for line in text.split(whereSeparator: \.isNewline) {
            let content = Self.trimmed(line)
            if content.isEmpty || content.hasPrefix("#") || content.hasPrefix(";") { continue }
            if content.hasPrefix("["), let end = content.firstIndex(of: "]") {
                let name = content[content.index(after: content.startIndex)..<end]
                // The AWS CLI puts a name with a space in quotes.
                section = name.filter { $0 != "\"" && $0 != "'" }.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                if let section, sections[section] == nil { sections[section] = [:] }
                continue
            }
            // A line that begins with a space goes on with the setting above, such as `s3 =`.
            guard let section, line.first?.isWhitespace == false, let equals = content.firstIndex(of: "=") else { continue }
            let name = Self.trimmed(content[..<equals]).lowercased()
            var value = Self.trimmed(content[content.index(after: equals)...])
            for mark in [" #", " ;", "\t#", "\t;"] {
                if let comment = value.firstRange(of: mark) { value = Self.trimmed(value[..<comment.lowerBound]) }
            }
            sections[section, default: [:]][name] = value
        }
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        var text = Substring(text)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

extension String {
    /// Where another string stands first.
    fileprivate func firstRange(of other: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(other) { return start..<index(start, offsetBy: other.count) }
            start = index(after: start)
        }
        return nil
    }
}
