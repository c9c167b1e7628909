/// A surface with its words: answers what is said near a place. No question costs more than a fixed number of steps.
struct WordMap {
    let surface: Surface
    let hits: [Lexicon.Hit]

    init(_ surface: Surface, _ lexicon: Lexicon) {
        self.surface = surface
        hits = lexicon.hits(in: surface)
    }

    /// The index of the first word that begins at this place or behind it.
    func firstHit(from place: Int) -> Int {
        var low = 0
        var high = hits.count
        while low < high {
            let middle = (low + high) / 2
            if hits[middle].start < place { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The words that begin in a range.
    func hits(in range: Range<Int>) -> ArraySlice<Lexicon.Hit> {
        guard !range.isEmpty else { return [] }
        let first = firstHit(from: range.lowerBound)
        var last = first
        while last < hits.count, hits[last].start < range.upperBound { last += 1 }
        return hits[first..<last]
    }

    /// Where the word ends that a place is in: many words are known by their beginning.
    func wordEnd(_ place: Int) -> Int {
        var end = place
        guard end > 0, surface.scalars[end - 1].continuesWord else { return place }
        while end < surface.count, end - place < 24, surface.scalars[end].continuesWord { end += 1 }
        return end
    }

    /// What the words of a range mean, all together.
    func meaning(in range: Range<Int>) -> Meaning {
        hits(in: range).reduce(into: []) { $0.formUnion($1.meaning) }
    }

    /// A range around a place, as far as it goes.
    func around(_ range: Range<Int>, _ before: Int, _ after: Int) -> Range<Int> {
        max(0, range.lowerBound - before)..<min(surface.count, range.upperBound + after)
    }

    /// The sentence around a range, no further than so many places; it ends with its mark, and with its line unless that was wrapped.
    func sentence(around range: Range<Int>, reach: Int = 240) -> Range<Int> {
        var start = range.lowerBound
        let first = max(0, start - reach)
        while start > first, !isBoundary(start - 1) { start -= 1 }
        var end = range.upperBound
        let last = min(surface.count, end + reach)
        while end < last, !isBoundary(end) { end += 1 }
        return start..<end
    }

    /// Whether a sentence ends at this place.
    func isBoundary(_ place: Int) -> Bool {
        if surface.scalars[place] == "\n" { return !surface.isWrapped(surface.line(at: place)) }
        return surface.endsSentence(at: place)
    }

    /// Whether nothing but punctuation and words such as "is", "no." stands in a range: what is in front of it speaks of what is behind it.
    func isFiller(_ range: Range<Int>, reach: Int = 40) -> Bool {
        guard range.count <= reach else { return false }
        var place = range.lowerBound
        while place < range.upperBound {
            let scalar = surface.scalars[place]
            if scalar == "\n" { return false }
            guard scalar.isTextual else {
                if surface.endsSentence(at: place), scalar != "." { return false }
                place += 1
                continue
            }
            let index = firstHit(from: place)
            guard index < hits.count, hits[index].start == place, hits[index].end <= range.upperBound,
                hits[index].means([.filler, .number])
            else { return false }
            place = hits[index].end
        }
        return true
    }
}
