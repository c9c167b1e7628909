import MIME

/// `charset LABEL` decodes standard input. `charset` alone reads pairs of frames, a label and bytes, and answers with pairs: the text, and the
/// codes of the defects, separated by commas.
func charsetCommand(_ arguments: [String]) -> Bool {
    guard arguments.count <= 1 else { return false }
    var output: [UInt8] = []
    if let label = arguments.first {
        var log = DefectLog()
        Charset.appendUTF8(of: readInput().span, label: label, to: &output, &log)
    } else {
        var frames = Frames(readInput())
        while let label = frames.next(), let bytes = frames.next() {
            var log = DefectLog()
            var text: [UInt8] = []
            Charset.appendUTF8(of: bytes.span, label: String(decoding: label, as: UTF8.self), to: &text, &log)
            Frames.append(text, to: &output)
            Frames.append(Array(log.entries.map(\.code.rawValue).joined(separator: ",").utf8), to: &output)
        }
    }
    writeOutput(output)
    return true
}
