/// Decides what the candidates of one text are.
struct CodeJudge {
    /// A candidate with what it is worth.
    struct Verdict {
        var shape: CodeShape
        var kind: CodeKind
        var rule: CodeRule
        var points: Double
    }

    /// How far in front of a code its label can be.
    private static let reach = 420
    /// Lines that can be between a label and its code.
    private static let lineReach = 7
    /// Characters of a mail that hardly says more than its code.
    private static let shortText = 160

    private let map: WordMap
    private let labels: [CodeLabel]
    private let topic: MailTopic
    private let shapes: [CodeShape]

    private var surface: Surface { map.surface }

    init(_ map: WordMap, _ topic: MailTopic, _ shapes: [CodeShape]) {
        self.map = map
        self.topic = topic
        self.shapes = shapes
        labels = CodeLabels(map, topic).all()
    }

    func verdicts() -> [Verdict] {
        shapes.indices.compactMap(verdict)
    }

    // MARK: One candidate

    private struct Placement {
        var line: Int
        /// Nothing else is on the line, or in the cell.
        var isAlone: Bool
        var isEmphasised: Bool
    }

    private func placement(_ shape: CodeShape) -> Placement {
        let first = surface.line(at: shape.range.lowerBound)
        let last = surface.line(at: shape.range.upperBound - 1)
        let line = surface.lines[first].range.lowerBound..<surface.lines[last].range.upperBound
        func isEmpty(_ range: Range<Int>) -> Bool {
            for place in range.reversed() where range.lowerBound < shape.range.lowerBound {
                if surface.scalars[place] == "\t" { return true }
                if surface.scalars[place].isTextual { return false }
            }
            for place in range where range.lowerBound >= shape.range.upperBound {
                if surface.scalars[place] == "\t" { return true }
                if surface.scalars[place].isTextual { return false }
            }
            return true
        }
        // Long lines are not looked at: a code alone has nothing beside it.
        let isShort = line.count <= shape.range.count + 64
        let look = surface.looks[shape.range.lowerBound]
        let isAlone = isShort && isEmpty(line.lowerBound..<shape.range.lowerBound) && isEmpty(shape.range.upperBound..<line.upperBound)
        return Placement(line: first, isAlone: isAlone, isEmphasised: !look.isDisjoint(with: [.emphasised, .large]))
    }

    private struct Finding {
        var kind: CodeKind
        var rule: CodeRule
        var net: Double
        var isDirect = false
        var isBare = false
    }

    private func verdict(_ index: Int) -> Verdict? {
        let shape = shapes[index]
        let placement = placement(shape)
        var finding = best(index, placement)
        if finding == nil || finding?.kind == .oneTime, let entered = entered(shape), entered.net > finding?.net ?? 0 { finding = entered }
        if shape.hasNumberSign, finding?.isDirect != true { return nil }
        guard let finding else { return alone(shape, placement) }
        if finding.kind == .reference { return nil }
        guard isCredible(shape, finding, placement) else { return nil }
        var points = finding.net + shape.points + context(shape, placement)
        if finding.isDirect { points += 6 }
        if placement.isAlone { points += 12 }
        if placement.isEmphasised { points += 6 }
        if finding.isBare, surface.source == .subject { points += 12 }
        // A mail that says nothing but that a code is such and such was sent for it; in a longer one that alone says little.
        if finding.isBare, context(shape, placement) == 0 { points += surface.scalars.count <= Self.shortText ? 6 : -6 }
        if finding.isBare, topic.isCommerce, !topic.isAuthentication { points -= 12 }
        return Verdict(shape: shape, kind: finding.kind, rule: finding.rule, points: points)
    }

    /// Whether a code of this form can be meant: words in capitals and numbers that are years need more than a code word somewhere.
    private func isCredible(_ shape: CodeShape, _ finding: Finding, _ placement: Placement) -> Bool {
        if shape.isYear, !finding.isDirect, !placement.isAlone { return false }
        if shape.length > 8, shape.kind == .digits, !finding.isDirect, !placement.isAlone { return false }
        switch shape.kind {
        case .digits: return true
        case .letters: return finding.isDirect || placement.isAlone && finding.rule != .labelBehind
        case .mixed:
            if finding.isDirect || placement.isAlone { return true }
            return !shape.hasSmallLetters && (placement.isEmphasised || finding.net > 30)
        }
    }

    /// What the rest of the mail says for a one-time code.
    private func context(_ shape: CodeShape, _ placement: Placement) -> Double {
        var points = 0.0
        let near = map.meaning(in: map.around(shape.range, 160, 240))
        if near.contains(.enter) { points += 4 }
        if near.contains(.expiry) { points += 6 }
        if near.contains(.secret) { points += 4 }
        if isAuthenticationSubject { points += 8 } else if topic.isAuthentication { points += 4 }
        return points
    }

    private var isAuthenticationSubject: Bool {
        !topic.subject.isDisjoint(with: [.oneTimeCode, .code, .passcode, .signIn, .reset, .magic, .verify])
            && topic.subject.isDisjoint(with: [.coupon, .notice])
    }

    // MARK: Labels

    private func firstLabel(from place: Int) -> Int {
        var low = 0
        var high = labels.count
        while low < high {
            let middle = (low + high) / 2
            if labels[middle].range.lowerBound < place { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func best(_ index: Int, _ placement: Placement) -> Finding? {
        let shape = shapes[index]
        let place = firstLabel(from: shape.range.lowerBound)
        var best: Finding?
        // Labels in front, the nearest first; words follow each other closely in no text, so few are looked at.
        var steps = 0
        var label = place - 1
        while label >= 0, steps < 24, shape.range.lowerBound - labels[label].range.upperBound <= Self.reach {
            if let found = finding(inFront: labels[label], of: index, placement), found.net > best?.net ?? 0 { best = found }
            label -= 1
            steps += 1
        }
        label = place
        steps = 0
        while label < labels.count, steps < 6, labels[label].range.lowerBound - shape.range.upperBound <= 90 {
            if let found = finding(behind: labels[label], of: index, placement), found.net > best?.net ?? 0 { best = found }
            label += 1
            steps += 1
        }
        return best
    }

    private func finding(inFront label: CodeLabel, of index: Int, _ placement: Placement) -> Finding? {
        let shape = shapes[index]
        // A word of the code itself is no label.
        guard label.range.upperBound <= shape.range.lowerBound else { return nil }
        let gap = label.range.upperBound..<shape.range.lowerBound
        let isDirect = map.isFiller(gap)
        var label = label
        // A password of digits that is given out in a mail about one-time codes is one of them.
        if label.kind == .password, shape.kind == .digits, shape.length <= 8,
            topic.body.contains(.oneTimeCode) || map.meaning(in: map.around(shape.range, 120, 160)).contains(.expiry)
        {
            label.kind = .oneTime
        }
        var finding = Finding(
            kind: label.kind, rule: isDirect ? .label : .nearLabel, net: label.strength, isDirect: isDirect, isBare: label.isBare)
        if isDirect { return finding }
        // A label on the line above, or in the cell or line to the left, with nothing behind it.
        if isHeading(label, over: shape, placement) {
            finding.isDirect = true
            finding.net -= 2
            return finding
        }
        guard !label.isDirectOnly else { return nil }
        finding.net -= cost(gap, before: index)
        // "Use this code for your application: 123456".
        if isColonBound(gap) { finding.isDirect = true }
        if label.isBare { finding.net -= 4 }
        return finding
    }

    /// Whether a colon at the end of the gap points from the label's own sentence to the code.
    private func isColonBound(_ gap: Range<Int>) -> Bool {
        guard gap.count <= 70, gap.count > 1 else { return false }
        let last = gap.reversed().first { !surface.scalars[$0].isBlank }
        guard let last, surface.scalars[last] == ":" else { return false }
        return !gap.contains { $0 < last && (map.isBoundary($0) || surface.scalars[$0].isDigit) }
    }

    /// Whether the label ends its line, or its cell, and the code begins the next.
    private func isHeading(_ label: CodeLabel, over shape: CodeShape, _ placement: Placement) -> Bool {
        guard placement.isAlone, shape.range.lowerBound - label.range.upperBound <= 160 else { return false }
        var line = surface.line(at: label.range.upperBound - 1)
        let rest = label.range.upperBound..<surface.lines[line].range.upperBound
        guard rest.count <= 40, rest.upperBound <= shape.range.lowerBound else {
            // In one line: a cell each.
            let between = label.range.upperBound..<shape.range.lowerBound
            return between.count <= 24 && between.contains { surface.scalars[$0] == "\t" } && isFillerBeforeCell(between)
        }
        guard map.isFiller(rest) else { return false }
        // "Order number" is a heading; a sentence that ends with "page" is none.
        let lead = label.range.lowerBound - surface.lines[line].range.lowerBound
        if label.isDirectOnly, lead > 14, !rest.contains(where: { surface.scalars[$0] == ":" }) { return false }
        line += 1
        // Rules made of dashes do not count.
        while line < placement.line, !surface.lines[line].hasText { line += 1 }
        return line == placement.line
    }

    private func isFillerBeforeCell(_ range: Range<Int>) -> Bool {
        let cell = range.first { surface.scalars[$0] == "\t" } ?? range.upperBound
        return map.isFiller(range.lowerBound..<cell) && map.isFiller((cell + 1)..<max(cell + 1, range.upperBound))
    }

    /// What lies between a label and the code behind it costs: words, lines, sentences, other candidates.
    private func cost(_ gap: Range<Int>, before index: Int) -> Double {
        let first = surface.line(at: gap.lowerBound)
        let last = surface.line(at: gap.upperBound)
        guard last - first <= Self.lineReach else { return 100 }
        var cost = 0.12 * Double(gap.count)
        for line in first..<max(first, last) where !surface.isWrapped(line) { cost += 3 }
        for place in gap where surface.endsSentence(at: place) { cost += 2 }
        var other = index - 1
        while other >= 0, shapes[other].range.lowerBound >= gap.lowerBound, cost < 100 {
            if shapes[other].kind != .letters { cost += 10 }
            other -= 1
        }
        return cost
    }

    private func finding(behind label: CodeLabel, of index: Int, _ placement: Placement) -> Finding? {
        guard !label.isDirectOnly else { return nil }
        let shape = shapes[index]
        guard shape.range.upperBound <= label.range.lowerBound else { return nil }
        let gap = shape.range.upperBound..<label.range.lowerBound
        guard gap.count <= 90, !pointsForward(label, behind: index) else { return nil }
        var net = label.strength - 4 - 0.12 * Double(gap.count)
        var isBroken = false
        for place in gap {
            if map.isBoundary(place) {
                net -= surface.scalars[place] == "\n" && placement.isAlone ? 8 : 24
                isBroken = true
            }
        }
        if index + 1 < shapes.count, shapes[index + 1].range.upperBound <= label.range.lowerBound { net -= 12 }
        // "123456 is your code", at the beginning of a sentence.
        let begins = !isBroken && beginsSentence(shape)
        if begins {
            net += label.isBare ? 10 : 4
        } else if !map.meaning(in: map.around(shape.range, 24, 24)).contains(.enter) {
            net -= 12
        }
        guard net > 0 else { return nil }
        return Finding(kind: label.kind, rule: .labelBehind, net: net, isDirect: begins && gap.count <= 30, isBare: label.isBare && !begins)
    }

    /// Whether nothing stands in front of the code in its sentence but a name with a colon or in brackets: "Acme: 123456 is …".
    private func beginsSentence(_ shape: CodeShape) -> Bool {
        let start = map.sentence(around: shape.range, reach: 40).lowerBound
        let last = (start..<shape.range.lowerBound).reversed().first { place in
            let scalar = surface.scalars[place]
            return !scalar.isBlank && scalar != "\"" && scalar != "*" && scalar != "["
        }
        guard let last else { return true }
        switch surface.scalars[last] {
        case ":", "]", ")", ">", "-", "|", "\u{2014}", "\u{3011}", "\u{3010}", "\u{300C}", "\u{201C}", "\u{201E}", ".", "!", "?", "\n":
            return true
        default: return false
        }
    }

    /// Whether a label has its own value behind it.
    private func pointsForward(_ label: CodeLabel, behind index: Int) -> Bool {
        guard index + 1 < shapes.count else { return endsWithColon(label) }
        let next = shapes[index + 1].range
        guard next.lowerBound >= label.range.upperBound else { return false }
        if map.isFiller(label.range.upperBound..<next.lowerBound) { return true }
        return endsWithColon(label)
    }

    private func endsWithColon(_ label: CodeLabel) -> Bool {
        var place = label.range.upperBound
        if place < surface.count, surface.scalars[place] == " " { place += 1 }
        return place < surface.count && surface.scalars[place] == ":"
    }

    // MARK: Without a label

    /// "Enter 123456 to sign in": no word names the code, but a verb takes it.
    private func entered(_ shape: CodeShape) -> Finding? {
        guard shape.kind != .letters, !shape.isYear else { return nil }
        let close = map.meaning(in: map.around(shape.range, 24, 24))
        guard close.contains(.enter) else { return nil }
        let sentence = map.meaning(in: map.sentence(around: shape.range, reach: 120))
        guard sentence.isDisjoint(with: [.coupon, .pickup]) else { return nil }
        if !sentence.isDisjoint(with: [.authentication, .verify]) { return Finding(kind: .oneTime, rule: .enter, net: 40) }
        return isAuthenticationSubject ? Finding(kind: .oneTime, rule: .enter, net: 34) : nil
    }

    private func alone(_ shape: CodeShape, _ placement: Placement) -> Verdict? {
        guard placement.isAlone, shape.kind != .letters, !shape.isYear, !shape.isDate, !shape.looksLikeReference, shape.length <= 8 else {
            return nil
        }
        guard shape.kind == .digits || !shape.hasSmallLetters else { return nil }
        let isAbout = isAuthenticationSubject || topic.isAuthentication
        guard isAbout || topic.body.contains(.oneTimeCode) else { return nil }
        var points = 14 + shape.points + context(shape, placement)
        if topic.namesCode { points += 16 } else if isAuthenticationSubject { points += 6 }
        if topic.body.contains(.oneTimeCode) { points += 6 }
        if placement.isEmphasised { points += 6 }
        if topic.isNotice { points -= 20 }
        if topic.isCommerce || topic.isMeeting { points -= 12 }
        return Verdict(shape: shape, kind: .oneTime, rule: .alone, points: points)
    }
}
