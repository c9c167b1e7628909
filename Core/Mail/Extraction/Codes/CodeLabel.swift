/// A word that says what the code beside it is.
struct CodeLabel {
    var kind: CodeKind
    /// How surely it speaks of a code of this kind.
    var strength: Double
    var range: Range<Int>
    /// Whether it counts only directly in front of its value, or on a line of its own above it.
    var isDirectOnly = false
    /// Whether "code" is said, and for what is not.
    var isBare = false
    /// The same as `oneTime`, of words that bookings have too: a confirmation code.
    var isAmbiguous = false
}

/// The labels of a text.
struct CodeLabels {
    private let map: WordMap
    /// What the mail is about, which decides what passcodes and confirmation codes are.
    private let topic: MailTopic

    init(_ map: WordMap, _ topic: MailTopic) {
        self.map = map
        self.topic = topic
    }

    /// All labels, in their order.
    func all() -> [CodeLabel] {
        map.hits.indices.compactMap { index in
            var label = label(index)
            // "Kodunuz" is known by its beginning: what is behind the word counts.
            if let end = label?.range.upperBound, let start = label?.range.lowerBound { label?.range = start..<map.wordEnd(end) }
            return label
        }
    }

    private func label(_ index: Int) -> CodeLabel? {
        let hit = map.hits[index]
        if hit.means(.oneTimeCode) {
            if let other = adjacentOther(index) {
                return CodeLabel(kind: other, strength: 60, range: hit.range, isDirectOnly: other == .reference)
            }
            let sentence = map.meaning(in: map.sentence(around: hit.range, reach: 60))
            if sentence.contains(.pickup), !topic.isAuthentication || !sentence.contains(.authentication) {
                return CodeLabel(kind: .pickup, strength: 60, range: hit.range)
            }
            return CodeLabel(kind: .oneTime, strength: 60, range: hit.range)
        }
        if hit.means(.backup) { return CodeLabel(kind: .backup, strength: 64, range: hit.range) }
        if hit.means(.passcode) { return passcode(index) }
        if hit.means(.code) {
            return hit.means(.coupon) ? CodeLabel(kind: .coupon, strength: 62, range: hit.range) : code(index)
        }
        if hit.means(.password) { return password(index) }
        if hit.means(.coupon) { return CodeLabel(kind: .coupon, strength: 50, range: hit.range, isDirectOnly: true) }
        if hit.means([.reference, .label]) { return CodeLabel(kind: .reference, strength: 70, range: hit.range, isDirectOnly: true) }
        if hit.means(.meeting) { return CodeLabel(kind: .meeting, strength: 70, range: hit.range, isDirectOnly: true) }
        if hit.means(.number) { return number(index) }
        return nil
    }

    private func passcode(_ index: Int) -> CodeLabel {
        let hit = map.hits[index]
        if let other = adjacentOther(index) {
            return CodeLabel(kind: other, strength: 60, range: hit.range, isDirectOnly: other == .reference)
        }
        if topic.isMeeting || map.meaning(in: map.around(hit.range, 120, 40)).contains(.meeting) {
            return CodeLabel(kind: .meeting, strength: 62, range: hit.range)
        }
        if map.meaning(in: map.sentence(around: hit.range, reach: 60)).contains(.pickup) {
            return CodeLabel(kind: .pickup, strength: 62, range: hit.range)
        }
        let isAuthentication = map.meaning(in: map.sentence(around: hit.range, reach: 60)).contains(.authentication)
        if topic.isCommerce, !topic.isAuthentication, !isAuthentication {
            return CodeLabel(kind: .reference, strength: 62, range: hit.range)
        }
        return CodeLabel(kind: .oneTime, strength: isAuthentication ? 58 : 48, range: hit.range)
    }

    /// "Password", and what is behind it, unless that is a code: "password reset code".
    private func password(_ index: Int) -> CodeLabel {
        let hit = map.hits[index]
        let kind: CodeKind = topic.isMeeting ? .meeting : .password
        return CodeLabel(kind: kind, strength: 62, range: hit.range, isDirectOnly: true)
    }

    private func number(_ index: Int) -> CodeLabel? {
        let hit = map.hits[index]
        switch adjacent(index) {
        case .authentication: return CodeLabel(kind: .oneTime, strength: 58, range: hit.range)
        case .coupon: return CodeLabel(kind: .coupon, strength: 60, range: hit.range, isDirectOnly: true)
        default: return CodeLabel(kind: .reference, strength: 66, range: hit.range, isDirectOnly: true)
        }
    }

    // MARK: Codes

    private enum Purpose { case authentication, confirmation, coupon, reference, meeting, pickup }

    private static func purpose(_ meaning: Meaning) -> Purpose? {
        // A word that is both, as "registration", speaks of the one that fits a code.
        if !meaning.isDisjoint(with: .coupon) { return .coupon }
        if !meaning.isDisjoint(with: .pickup) { return .pickup }
        if !meaning.isDisjoint(with: .authentication) { return .authentication }
        if !meaning.isDisjoint(with: .confirmation) { return .confirmation }
        if !meaning.isDisjoint(with: .meeting) { return .meeting }
        if !meaning.isDisjoint(with: .reference) { return .reference }
        return nil
    }

    private func code(_ index: Int) -> CodeLabel {
        let hit = map.hits[index]
        if hit.means(.confirmation) { return confirmation(hit) }
        switch adjacent(index) {
        case .authentication: return CodeLabel(kind: .oneTime, strength: 60, range: hit.range)
        case .confirmation: return confirmation(hit)
        case .coupon: return CodeLabel(kind: .coupon, strength: 62, range: hit.range)
        case .reference: return CodeLabel(kind: .reference, strength: 68, range: hit.range)
        case .meeting: return CodeLabel(kind: .meeting, strength: 62, range: hit.range)
        case .pickup: return CodeLabel(kind: .pickup, strength: 62, range: hit.range)
        case nil: break
        }
        // Nothing beside it: the rest of the sentence says what it is for.
        let sentence = map.sentence(around: hit.range, reach: 90)
        var nearest: (purpose: Purpose, distance: Int)?
        for other in map.hits(in: sentence) where other.start != hit.start {
            guard let purpose = Self.purpose(other.meaning), purpose != .reference, purpose != .meeting else { continue }
            let distance = other.start < hit.start ? hit.start - other.end : other.start - hit.end
            // What a code is for is said behind it more often than in front.
            let cost = other.start < hit.start ? distance + 10 : distance
            if cost < nearest?.distance ?? .max { nearest = (purpose, cost) }
        }
        switch nearest?.purpose {
        case .coupon: return CodeLabel(kind: .coupon, strength: 54, range: hit.range)
        case .pickup: return CodeLabel(kind: .pickup, strength: 54, range: hit.range)
        case .authentication: return CodeLabel(kind: .oneTime, strength: 50, range: hit.range)
        case .confirmation:
            var label = confirmation(hit)
            label.strength -= 8
            return label
        default:
            if hasPercent(hit.range) { return CodeLabel(kind: .coupon, strength: 54, range: hit.range) }
            return CodeLabel(kind: .oneTime, strength: topic.namesCode ? 46 : 32, range: hit.range, isBare: !topic.namesCode)
        }
    }

    /// "20 % off with the code …".
    private func hasPercent(_ range: Range<Int>) -> Bool {
        map.around(range, 80, 80).contains { map.surface.scalars[$0] == "%" }
    }

    private func confirmation(_ hit: Lexicon.Hit) -> CodeLabel {
        let isReference = topic.isCommerce && !topic.isAuthentication
        return CodeLabel(
            kind: isReference ? .reference : .oneTime, strength: isReference ? 66 : 56, range: hit.range, isAmbiguous: true)
    }

    /// What the word directly in front of a code word says, or behind it where languages put it there.
    private func adjacent(_ index: Int) -> Purpose? {
        let hit = map.hits[index]
        if index > 0 {
            let before = map.hits[index - 1]
            if isJoined(before.end, hit.start, reach: 2), let purpose = Self.purpose(before.meaning) { return purpose }
            // "Verification PIN code", "order no. code".
            if index > 1, isJoined(before.end, hit.start, reach: 2), before.means([.codeWords, .filler, .account]),
                isJoined(map.hits[index - 2].end, before.start, reach: 2), let purpose = Self.purpose(map.hits[index - 2].meaning)
            {
                return purpose
            }
        }
        var next = index + 1
        var steps = 0
        while next < map.hits.count, steps < 3 {
            let behind = map.hits[next]
            guard isJoined(hit.end, behind.start, reach: 16) else { return nil }
            if let purpose = Self.purpose(behind.meaning) { return purpose }
            next += 1
            steps += 1
        }
        return nil
    }

    /// The same for words that are codes for signing in by themselves: only what surely makes them something else.
    private func adjacentOther(_ index: Int) -> CodeKind? {
        let hit = map.hits[index]
        if index > 0 {
            let before = map.hits[index - 1]
            if isJoined(before.end, hit.start, reach: 2) {
                if before.means([.reference, .label]), !before.means([.authentication, .confirmation]) { return .reference }
                if before.means(.pickup) { return .pickup }
                if before.means(.coupon) { return .coupon }
                // A service for meetings sends one-time codes as well.
                if before.means(.meeting), !hit.means(.oneTimeCode) { return .meeting }
            }
        }
        return nil
    }

    /// Whether two places are near, and no sentence, colon or number between them.
    private func isJoined(_ start: Int, _ end: Int, reach: Int) -> Bool {
        guard start <= end else { return false }
        let rest = min(map.wordEnd(start), end)
        guard end - rest <= reach else { return false }
        for place in rest..<end {
            let scalar = map.surface.scalars[place]
            if scalar.isDigit || scalar == ":" || scalar == "\t" || scalar == "(" || map.isBoundary(place) { return false }
        }
        return true
    }
}
