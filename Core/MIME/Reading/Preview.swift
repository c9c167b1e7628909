/// The beginning of texts on one line.
struct Preview {
    /// Bytes of a part that are read at most.
    private static let readBytes = 65_536

    private(set) var text = ""
    private(set) var isFull = false
    private let length: Int
    private var count = 0

    init(length: Int) {
        self.length = length
    }

    /// Appends the text of a part, as far as there is room.
    mutating func append(_ part: Part, isHTML: Bool) {
        let more =
            isHTML
            ? HTMLText(part.text(ofFirst: Self.readBytes), includingTargets: false).text : PlainText(part, first: Self.readBytes).text
        var isSpacePending = count > 0
        for scalar in more.unicodeScalars {
            if scalar.properties.isWhitespace || scalar.properties.generalCategory == .control {
                isSpacePending = count > 0
                continue
            }
            guard count + (isSpacePending ? 2 : 1) <= length else {
                isFull = true
                return
            }
            if isSpacePending { text += " " }
            text.unicodeScalars.append(scalar)
            count += isSpacePending ? 2 : 1
            isSpacePending = false
        }
    }
}
