import Mail

/// What happens to a mail because of what SES found out about it.
enum VerdictDecision: Equatable {
    /// It is forwarded, with marks.
    case forward(Set<MailMark>)
    /// It is kept, and the owner told. The reason is a word.
    case quarantine(MailMark)
    /// It goes back.
    case bounce(MailMark)

    /// Decides by an alias's settings. Of several bad verdicts the one with the hardest consequence counts.
    ///
    /// What should go back, but cannot without hitting somebody who has not sent it, is kept.
    init(_ alias: Alias, _ request: ForwardingRequest, mayBounce: Bool) {
        var found: [(MailMark, Alias.BadVerdict)] = []
        if request.verdicts.hasVirus { found.append((.virus, alias.virus)) }
        if request.failsDMARC { found.append((.dmarc, alias.dmarc)) }
        if request.verdicts.isSpam { found.append((.spam, alias.spam)) }
        if let (mark, _) = found.first(where: { $0.1 == .quarantine || $0.1 == .bounce && !mayBounce }) {
            self = .quarantine(mark)
        } else if let (mark, _) = found.first(where: { $0.1 == .bounce }) {
            self = .bounce(mark)
        } else {
            self = .forward(Set(found.filter { $0.1 == .mark }.map(\.0)))
        }
    }
}

extension ForwardingRequest {
    /// Whether the mail fails DMARC and the sender's domain wants such mail rejected.
    var failsDMARC: Bool { verdicts.dmarc?.uppercased() == "FAIL" && dmarcPolicy?.lowercased() == "reject" }
}
