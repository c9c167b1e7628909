import SafeHTML

/// `safe` reads frames of HTML, and answers with pairs: the safe document, and what was left out, as lines of a kind and a number. `safe load`
/// allows images.
func safeCommand(_ arguments: [String]) -> Bool {
    guard arguments.isEmpty || arguments == ["load"] else { return false }
    var output: [UInt8] = []
    var frames = Frames(readInput())
    while let html = frames.next() {
        let safe = SafeHTML(String(decoding: html, as: UTF8.self), images: arguments.isEmpty ? .block : .load)
        Frames.append(Array(safe.html.utf8), to: &output)
        let removed = safe.removed.map { "\($0.key.rawValue) \($0.value)\n" }.sorted().joined()
        Frames.append(Array(removed.utf8), to: &output)
    }
    writeOutput(output)
    return true
}
