extension StringProtocol {
    /// The beginning of a text, as it fits into `limit` bytes of a JSON string; what was cut ends with "…".
    ///
    /// Senders choose these texts: quotes and backslashes count twice, as JSON writes them, and control characters become spaces, since JSON
    /// would need six bytes for each.
    func summarised(jsonBytes limit: Int) -> String {
        let ellipsis = "…"
        var result = String.UnicodeScalarView()
        var size = 0
        // Where the text would be cut if it turned out to be too long.
        var cut = result.endIndex
        for scalar in unicodeScalars {
            let plain = scalar.properties.generalCategory == .control ? " " : scalar
            size += plain == "\"" || plain == "\\" ? 2 : UTF8.width(plain)
            guard size <= limit else { return String(result[..<cut]) + ellipsis }
            result.append(plain)
            if size <= limit - ellipsis.utf8.count { cut = result.endIndex }
        }
        return String(result)
    }
}
