/// The codes of a whole mail: one candidate for each value, whichever place says most.
struct CodeRanking {
    /// Less than this is not worth listing.
    private static let least = 22.0

    private struct Entry {
        var candidate: CodeCandidate
        var points: Double
        var sources: Set<ExtractionSource>
        /// Where it was met first: of equals the earlier one is better.
        var order: Int
    }

    private var entries: [String: Entry] = [:]

    /// Adds the codes of one text; true when there were too many to be looked at.
    mutating func add(_ map: WordMap, _ topic: MailTopic) -> Bool {
        var scanner = CodeScanner(map.surface)
        var shapes: [CodeShape] = []
        while shapes.count < Extraction.Limits.judged, let next = scanner.next() { shapes += next }
        let verdicts = CodeJudge(map, topic, shapes).verdicts()
        let backups = verdicts.count { $0.kind == .backup }
        for verdict in verdicts where verdict.points >= Self.least { add(verdict, map.surface, isList: backups > 2) }
        return shapes.count >= Extraction.Limits.judged && scanner.next() != nil
    }

    private mutating func add(_ verdict: CodeJudge.Verdict, _ surface: Surface, isList: Bool) {
        let place = verdict.shape.range.lowerBound
        let candidate = CodeCandidate(
            value: verdict.shape.value, kind: verdict.kind, confidence: 0, rule: verdict.rule, source: surface.source,
            offset: Int(surface.offsets[place]))
        let key = verdict.shape.value
        guard var entry = entries[key] else {
            entries[key] = Entry(candidate: candidate, points: verdict.points, sources: [surface.source], order: entries.count)
            return
        }
        entry.sources.insert(surface.source)
        if verdict.points > entry.points {
            entry.candidate = candidate
            entry.points = verdict.points
        }
        entries[key] = entry
    }

    /// The best first.
    func ranked() -> [CodeCandidate] {
        var list = entries.values.map { entry in
            var entry = entry
            // Said in the subject as well: it is what the mail is about.
            if entry.sources.contains(.subject), entry.sources.count > 1 { entry.points += 8 }
            return entry
        }
        list.sort { ($1.points, $0.order) < ($0.points, $1.order) }
        return list.map { entry in
            var candidate = entry.candidate
            candidate.confidence = Extraction.confidence(entry.points)
            return candidate
        }
    }
}
