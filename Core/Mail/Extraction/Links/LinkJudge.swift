/// Decides what the links of one text are for.
struct LinkJudge {
    /// A link with what it is worth.
    struct Verdict {
        var link: Surface.Link
        var address: LinkAddress
        var text: String
        var purpose: LinkPurpose
        var rule: LinkRule
        var points: Double
        var flags: [LinkFlag]
    }

    /// What speaks for a purpose, and where it is said.
    private struct Evidence {
        var points: [LinkPurpose: Double] = [:]
        var rules: [LinkPurpose: (rule: LinkRule, points: Double)] = [:]

        mutating func add(_ purpose: LinkPurpose, _ value: Double, _ rule: LinkRule) {
            points[purpose, default: 0] += value
            if value > rules[purpose]?.points ?? 0 { rules[purpose] = (rule, value) }
        }
    }

    private let map: WordMap
    private let topic: MailTopic
    private let lexicon: Lexicon
    /// Hosts that put a token into most of their links: it says nothing there.
    private let trackers: Set<String>
    private let addresses: [LinkAddress]
    /// Whether only one address leads anywhere that the mail could be about.
    private let isOnlyOne: Bool

    private var surface: Surface { map.surface }

    init(_ map: WordMap, _ topic: MailTopic, _ lexicon: Lexicon, limit: Int) {
        self.map = map
        self.topic = topic
        self.lexicon = lexicon
        addresses = map.surface.links.prefix(limit).map { LinkAddress($0.target) }
        var counts: [String: (tokens: Int, texts: Set<Int>)] = [:]
        for (index, address) in addresses.enumerated() where address.hasToken && address.purposes.isEmpty {
            counts[address.host, default: (0, [])].tokens += 1
            counts[address.host, default: (0, [])].texts.insert(index)
        }
        var targets: Set<String> = []
        for (link, address) in zip(map.surface.links, addresses)
        where address.isWeb && !link.isHidden && !address.isBare && targets.count < 2 {
            if address.purposes.contains(.unsubscribe) || !map.meaning(in: link.text).isDisjoint(with: [.unsubscribe, .elsewhere]) {
                continue
            }
            targets.insert(link.target)
        }
        isOnlyOne = targets.count == 1
        trackers = Set(counts.filter { $0.value.tokens >= 3 }.keys)
    }

    func verdicts() -> [Verdict] {
        zip(surface.links, addresses).compactMap(verdict)
    }

    private func verdict(_ link: Surface.Link, _ address: LinkAddress) -> Verdict? {
        guard address.isWeb && !address.host.isEmpty || address.isMail else { return nil }
        let isPlain = surface.source == .text || isAddressText(link)
        let text = surface.source == .text ? "" : surface.text(link.text)
        var flags: [LinkFlag] = []
        if surface.source == .html, let host = LinkAddress.host(namedBy: text), address.isWeb, !LinkAddress.areRelated(host, address.host) {
            flags.append(.textDiffers)
        }
        if link.isHidden { flags.append(.hidden) }
        var evidence = Evidence()
        let words = isPlain ? [] : map.meaning(in: link.text)
        if !isPlain { read(words, weight: 1, .linkText, &evidence) }
        // Words of the text decide; where it has none, those around it do.
        let isSilent = words.isDisjoint(with: [.verify, .reset, .signIn, .magic, .invitation, .accept, .unsubscribe, .elsewhere])
        if isSilent, !link.text.isEmpty { readContext(link, isPlain: isPlain, &evidence) }
        readAddress(address, &evidence)
        readTopic(link, address, words, isGeneric: isSilent, &evidence)
        if words.contains(.elsewhere), words.isDisjoint(with: [.verify, .reset, .magic, .unsubscribe]) {
            for purpose in evidence.points.keys where purpose != .unsubscribe { evidence.points[purpose, default: 0] -= 40 }
        }
        weaken(link, address, words, &evidence)
        let order: [LinkPurpose] = [.reset, .verify, .magic, .invite, .unsubscribe]
        let best = order.max { evidence.points[$0, default: 0] < evidence.points[$1, default: 0] }
        guard let best, let points = evidence.points[best], points >= 20, !address.isMail || best == .unsubscribe else {
            return address.isMail
                ? nil : Verdict(link: link, address: address, text: text, purpose: .other, rule: .none, points: 0, flags: flags)
        }
        var total = points
        if best != .unsubscribe {
            if link.isHidden { total -= 40 }
            if flags.contains(.textDiffers) { total -= 4 }
        }
        return Verdict(
            link: link, address: address, text: text, purpose: best, rule: evidence.rules[best]?.rule ?? .none, points: total, flags: flags)
    }

    /// Whether the text of a link is an address.
    private func isAddressText(_ link: Surface.Link) -> Bool {
        guard let first = link.text.first else { return false }
        return surface.looks[first].contains(.address) && surface.looks[link.text.upperBound - 1].contains(.address)
    }

    // MARK: Words

    private func read(_ words: Meaning, weight: Double, _ rule: LinkRule, _ evidence: inout Evidence) {
        if words.contains(.unsubscribe) { evidence.add(.unsubscribe, 75 * weight, rule) }
        if words.contains(.magic) { evidence.add(.magic, 56 * weight, rule) }
        if words.contains(.reset) { evidence.add(.reset, (words.contains(.password) ? 52 : 46) * weight, rule) }
        if words.isSuperset(of: [.verify, .authentication]) {
            evidence.add(.verify, (words.contains(.appointment) && !words.contains(.account) ? 16 : 48) * weight, rule)
        } else if words.contains(.verify) {
            let isAppointment = words.contains(.appointment) && !words.contains(.account)
            evidence.add(.verify, (isAppointment ? 4 : words.contains(.account) ? 48 : 32) * weight, rule)
        }
        if words.contains(.signIn) { evidence.add(.magic, 24 * weight, rule) }
        let isMeeting = words.contains(.meeting)
        if words.isSuperset(of: [.invitation, .accept]) {
            evidence.add(.invite, (isMeeting ? 10 : 58) * weight, rule)
        } else if words.contains(.accept) {
            evidence.add(.invite, (isMeeting ? 0 : 28) * weight, rule)
        } else if words.contains(.invitation) {
            evidence.add(.invite, 24 * weight, rule)
        }
    }

    /// The words of the sentence around a link, and of the lines above it.
    private func readContext(_ link: Surface.Link, isPlain: Bool, _ evidence: inout Evidence) {
        let sentence = map.sentence(around: link.text, reach: 200)
        let words = map.meaning(in: sentence)
        let purposes: Meaning = [.verify, .reset, .magic, .signIn, .invitation, .accept, .unsubscribe]
        if !words.isDisjoint(with: purposes) {
            read(words, weight: 0.85, .context, &evidence)
            return
        }
        // A link alone on its line: the lines above say what it is for.
        var line = surface.line(at: link.text.lowerBound)
        guard link.text.lowerBound - surface.lines[line].range.lowerBound <= 4 else { return }
        var steps = 0
        while line > 0, steps < 2 {
            line -= 1
            guard surface.lines[line].hasText else { continue }
            steps += 1
            var range = surface.lines[line].range
            while line > 0, surface.isWrapped(line - 1), range.count < 240 {
                line -= 1
                range = surface.lines[line].range.lowerBound..<range.upperBound
            }
            // The last sentence of a long paragraph is about the link.
            let last = map.sentence(around: max(range.lowerBound, range.upperBound - 2)..<range.upperBound, reach: 240)
            let above = map.meaning(in: range.count <= 240 ? range : last)
            guard above.isDisjoint(with: .notMe) else { return }
            if !above.isDisjoint(with: purposes) {
                read(above, weight: steps == 1 ? 0.8 : 0.65, .context, &evidence)
                return
            }
            // Another link above: what it says is about that one.
            if surface.looks[range].contains(where: { !$0.isDisjoint(with: [.link, .address]) }) { return }
        }
    }

    private func readAddress(_ address: LinkAddress, _ evidence: inout Evidence) {
        for purpose in address.purposes { evidence.add(purpose, purpose == .unsubscribe ? 50 : 20, .address) }
        let isToken = address.hasToken && !trackers.contains(address.host)
        for purpose in [LinkPurpose.verify, .reset, .magic, .invite] where evidence.points[purpose] ?? 0 > 0 {
            if isToken { evidence.points[purpose, default: 0] += 14 }
        }
    }

    /// What the subject and the rest of the mail say.
    private func readTopic(
        _ link: Surface.Link, _ address: LinkAddress, _ words: Meaning, isGeneric: Bool, _ evidence: inout Evidence
    ) {
        let subject = topic.subject
        var wanted: [LinkPurpose: Double] = [:]
        if subject.isSuperset(of: [.verify, .authentication]) || subject.contains(.verify) && !subject.contains(.appointment) {
            wanted[.verify] = 14
        }
        if subject.contains(.reset) || subject.contains(.password) { wanted[.reset] = 14 }
        if subject.contains(.magic) || subject.contains(.signIn) { wanted[.magic] = 14 }
        if subject.contains(.invitation) && !subject.contains(.meeting) { wanted[.invite] = 14 }
        if subject.contains(.accept), address.purposes.contains(.invite), !subject.contains(.meeting) { wanted[.invite] = 14 }
        if topic.isNotice { wanted = [:] }
        let isAction = link.isButton || words.contains(.click) || surface.source == .text
        for (purpose, points) in wanted {
            if evidence.points[purpose] ?? 0 > 0 {
                evidence.points[purpose, default: 0] += points
                // "Please click the link below", and only the subject says for what.
                if isGeneric, isAction, evidence.rules[purpose]?.rule == .address { evidence.points[purpose, default: 0] += 10 }
            } else if isGeneric, isAction, address.hasToken || link.isButton, evidence.points.isEmpty, !address.isBare {
                evidence.add(purpose, points + (link.isButton ? 22 : 8) + (address.hasToken ? 14 : 0), .topic)
                if !link.isButton, map.meaning(in: map.around(link.text, 160, 40)).contains(.click) {
                    evidence.points[purpose, default: 0] += 10
                }
            }
        }
        if isOnlyOne {
            for purpose in [LinkPurpose.verify, .reset, .magic, .invite] where evidence.points[purpose] ?? 0 > 20 {
                evidence.points[purpose, default: 0] += 8
            }
        }
        if topic.body.contains(.expiry) {
            for purpose in [LinkPurpose.verify, .reset, .magic, .invite] where evidence.points[purpose] ?? 0 > 20 {
                evidence.points[purpose, default: 0] += 6
            }
        }
        if link.isButton {
            for purpose in [LinkPurpose.verify, .reset, .magic, .invite] where evidence.points[purpose] ?? 0 >= 30 {
                evidence.points[purpose, default: 0] += 6
            }
        }
    }

    /// What speaks against the link as the one that the mail was sent for.
    private func weaken(_ link: Surface.Link, _ address: LinkAddress, _ words: Meaning, _ evidence: inout Evidence) {
        let actions: [LinkPurpose] = [.verify, .reset, .magic, .invite]
        func lower(_ purposes: [LinkPurpose], by points: Double) {
            for purpose in purposes where evidence.points[purpose] != nil { evidence.points[purpose, default: 0] -= points }
        }
        if !link.text.isEmpty {
            var around = map.sentence(around: link.text, reach: 160)
            let line = surface.line(at: link.text.lowerBound)
            // "If this was not you:" stands above the link.
            if line > 0, link.text.lowerBound - surface.lines[line].range.lowerBound <= 4 {
                let above = surface.lines[line - 1].range
                if above.count <= 200 { around = above.lowerBound..<around.upperBound }
            }
            let meaning = map.meaning(in: around.lowerBound..<link.text.upperBound)
            if meaning.contains(.notMe) { lower(actions, by: 45) }
        }
        if topic.isNotice { lower([.reset, .magic], by: 40) }
        if address.isBare {
            lower(actions, by: 24)
        } else if address.isGeneral {
            lower(actions, by: link.isButton ? 10 : 22)
        } else if !address.hasToken {
            lower(actions, by: 4)
        }
        // Signing in is offered by every mail: it takes more to be what the mail is for.
        let isMagic = words.contains(.magic) || !topic.subject.isDisjoint(with: [.magic, .signIn]) || topic.body.contains(.magic)
        if !isMagic { lower([.magic], by: 14) }
        if topic.isMeeting { lower([.invite, .magic], by: 30) }
        if topic.isCommerce, !topic.isAuthentication { lower([.verify], by: 12) }
        let isAppointment =
            words.contains(.appointment) || topic.subject.contains(.appointment) && topic.subject.isDisjoint(with: .authentication)
        if isAppointment, !words.contains(.account) { lower([.verify], by: 20) }
        // "Activate your discount".
        if words.contains(.coupon) || topic.subject.contains(.coupon) { lower([.verify], by: 30) }
    }
}

extension Range<Int> {
    /// The range from the first place of both to the last.
    func union(_ other: Range<Int>) -> Range<Int> { Swift.min(lowerBound, other.lowerBound)..<Swift.max(upperBound, other.upperBound) }
}
