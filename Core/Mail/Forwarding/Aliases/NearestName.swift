import Mail

/// Finds what somebody meant who wrote a name wrongly.
enum NearestName {
    /// The known name that is at most two letters put in, taken out, exchanged or swapped away, and nearer than any other's length.
    static func of(_ name: String, among known: [String]) -> String? {
        let written = Array(name.lowercased().utf8)
        guard written.count <= 32 else { return nil }
        let near = known.map { (name: $0, distance: distance(written, Array($0.utf8))) }
        guard let best = near.min(by: { $0.distance < $1.distance }), best.distance <= min(2, best.name.utf8.count - 1) else { return nil }
        return best.name
    }

    /// Damerau and Levenshtein's, where no letter is moved twice.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var before: [Int] = []
        var last = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var least = min(last[column + 1] + 1, current[column] + 1, last[column] + (letter == other ? 0 : 1))
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other { least = min(least, before[column - 1] + 1) }
                current.append(least)
            }
            before = last
            last = current
        }
        return last.last ?? left.count
    }
}
