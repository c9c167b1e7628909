/// All word lists as one tree of characters: finds the words of a text in one pass, the longest at each place.
struct Lexicon: Sendable {
    /// A word that was found.
    struct Hit {
        var meaning: Meaning
        var start: Int
        var end: Int

        var range: Range<Int> { start..<end }
        func means(_ other: Meaning) -> Bool { !meaning.isDisjoint(with: other) }
    }

    static let shared = Lexicon(
        [WordLists.codes, WordLists.purposes, WordLists.things, WordLists.advice, WordLists.actions, WordLists.outcomes].flatMap { $0 })

    /// How far a word can reach: looking from each place is linear because of it.
    static let longestWord = 48

    private static let endsAnywhere: UInt8 = 1
    private static let beginsAnywhere: UInt8 = 2

    private struct Node {
        var meaning: Meaning = []
        /// Where a word that ends here may stand.
        var placement: UInt8 = 0
    }

    private var nodes: [Node] = [Node()]
    /// From a node and a scalar to the next node: a table with open addressing. No key is 0: no pattern has NUL.
    private var keys: [UInt64]
    private var values: [Int32]
    private let mask: Int

    init(_ lists: [WordList]) {
        // Every character begins a node at most, and words share their beginnings.
        let size = lists.reduce(0) { total, list in
            list.words.withUTF8Buffer { total + $0.count { $0 & 0xC0 != 0x80 } }
        }
        var capacity = 1024
        while capacity < size { capacity *= 2 }
        keys = [UInt64](repeating: 0, count: capacity)
        values = [Int32](repeating: 0, count: capacity)
        mask = capacity - 1
        for list in lists { add(list) }
    }

    private mutating func add(_ list: WordList) {
        var word: [Unicode.Scalar] = []
        var meaning = list.meaning
        list.words.withUTF8Buffer { bytes in
            for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
                if scalar == "," || scalar == "\n" {
                    insert(word, meaning)
                    word.removeAll(keepingCapacity: true)
                    meaning = list.meaning
                } else if scalar != " " || !word.isEmpty, let plain = Folding.plain(scalar) {
                    word.append(Folding.fold(plain))
                }
            }
        }
        insert(word, meaning)
    }

    private mutating func insert(_ written: [Unicode.Scalar], _ meaning: Meaning) {
        var word = written[...]
        while word.last == " " { word.removeLast() }
        var placement: UInt8 = 0
        if word.first == "*" {
            placement |= Self.beginsAnywhere
            word.removeFirst()
        }
        if word.last == "*" {
            placement |= Self.endsAnywhere
            word.removeLast()
        }
        guard !word.isEmpty, word.count <= Self.longestWord else { return }
        var node = 0
        for scalar in word {
            let key = UInt64(node) << 32 | UInt64(scalar.value)
            var slot = Self.slot(key, mask)
            while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
            if keys[slot] == 0 {
                keys[slot] = key
                values[slot] = Int32(nodes.count)
                nodes.append(Node())
            }
            node = Int(values[slot])
        }
        nodes[node].meaning.formUnion(meaning)
        nodes[node].placement |= placement
    }

    private static func slot(_ key: UInt64, _ mask: Int) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    }

    private func next(_ node: Int, _ scalar: Unicode.Scalar) -> Int? {
        let key = UInt64(node) << 32 | UInt64(scalar.value)
        var slot = Self.slot(key, mask)
        while keys[slot] != 0 {
            if keys[slot] == key { return Int(values[slot]) }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// The words of a text in their order; none begins inside of another.
    func hits(in surface: Surface) -> [Hit] {
        var result: [Hit] = []
        let text = surface.folded
        var index = 0
        while index < text.count {
            if surface.looks[index].contains(.address) || !text[index].isTextual {
                index += 1
            } else if let hit = hit(in: text, at: index) {
                result.append(hit)
                index = hit.end
            } else {
                index += 1
            }
        }
        return result
    }

    /// The words of one piece of text.
    func meaning(of text: some StringProtocol) -> Meaning {
        let folded = text.unicodeScalars.compactMap(Folding.plain).map(Folding.fold)
        var result: Meaning = []
        var index = 0
        while index < folded.count {
            guard let hit = hit(in: folded, at: index) else {
                index += 1
                continue
            }
            result.formUnion(hit.meaning)
            index = hit.end
        }
        return result
    }

    /// The longest word that begins here.
    private func hit(in text: [Unicode.Scalar], at start: Int) -> Hit? {
        let isInside = start > 0 && text[start - 1].isWordPart && text[start].isWordPart
        var node = 0
        var index = start
        var result: Hit?
        let limit = min(text.count, start + Self.longestWord)
        while index < limit {
            let scalar = text[index].isBlank || text[index] == "-" ? " " : text[index]
            guard let following = next(node, scalar) else { break }
            node = following
            index += 1
            let found = nodes[node]
            guard !found.meaning.isEmpty, !isInside || found.placement & Self.beginsAnywhere != 0 else { continue }
            let goesOn = index < text.count && text[index].isWordPart && text[index - 1].isWordPart
            if goesOn, found.placement & Self.endsAnywhere == 0 { continue }
            result = Hit(meaning: found.meaning, start: start, end: index)
        }
        return result
    }
}
