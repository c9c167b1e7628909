/// The links of a whole mail: one candidate for each address, the HTML's before the text's.
struct LinkRanking {
    private var places: [String: Int] = [:]
    private var entries: [(candidate: LinkCandidate, points: Double)] = []

    /// Adds the links of one text; true when there were too many to be looked at.
    mutating func add(_ map: WordMap, _ topic: MailTopic, _ lexicon: Lexicon) -> Bool {
        for verdict in LinkJudge(map, topic, lexicon, limit: Extraction.Limits.judged).verdicts() { add(verdict, map.surface.source) }
        return map.surface.links.count > Extraction.Limits.judged
    }

    private mutating func add(_ verdict: LinkJudge.Verdict, _ source: ExtractionSource) {
        let url = verdict.link.target
        guard url.utf8.count <= Extraction.Limits.url else { return }
        let candidate = LinkCandidate(
            url: url, text: Self.shortened(verdict.text), purpose: verdict.purpose, confidence: 0, rule: verdict.rule, flags: verdict.flags,
            source: source, offset: verdict.link.offset)
        guard let place = places[url] else {
            places[url] = entries.count
            entries.append((candidate, verdict.points))
            return
        }
        // The same address again: the place that says more counts, and a shown one shows it.
        var entry = entries[place]
        let flags = entry.candidate.flags.filter { $0 != .hidden || verdict.flags.contains(.hidden) }
        if verdict.points > entry.points {
            if source == entry.candidate.source {
                entry.candidate = candidate
            } else {
                entry.candidate.purpose = candidate.purpose
                entry.candidate.rule = candidate.rule
            }
            entry.points = verdict.points
        }
        entry.candidate.flags = flags
        entries[place] = entry
    }

    private static func shortened(_ text: String) -> String {
        guard text.utf8.count > Extraction.Limits.linkText else { return text }
        var result = ""
        var size = 0
        for character in text {
            size += character.utf8.count
            guard size <= Extraction.Limits.linkText - 3 else { break }
            result.append(character)
        }
        return result + "\u{2026}"
    }

    /// The best first; of equals the one that stands first.
    func ranked() -> [LinkCandidate] {
        // However sure it is, nobody waits for the way out.
        func worth(_ entry: (candidate: LinkCandidate, points: Double)) -> Double {
            entry.candidate.purpose == .unsubscribe ? min(entry.points, 10) : entry.points
        }
        let order = entries.enumerated().sorted { (worth($1.element), $0.offset) < (worth($0.element), $1.offset) }
        return order.map { entry in
            var candidate = entry.element.candidate
            candidate.confidence = candidate.purpose == .other ? 0 : Extraction.confidence(entry.element.points)
            return candidate
        }
    }
}
