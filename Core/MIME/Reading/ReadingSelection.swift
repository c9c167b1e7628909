/// Walks the part tree once and sorts its leaves: what is shown as text, what as HTML, and what is listed beside them.
///
/// Like RFC 8621 section 4.1.4 it keeps two bodies, one for plain text and one for HTML, and puts into each the best of every
/// multipart/alternative. It never recurses, and moves no list: bodies are chains that are linked together.
struct ReadingSelection {
    /// A leaf that may be shown.
    struct Candidate {
        var part: Part
        var isHTML: Bool
    }

    /// Candidates one after the other.
    private struct Chain {
        var first: Int?
        var last = 0
        var hasHTML = false
        /// Whether anything but white space is in it.
        var hasContent = false

        func rank(preferringHTML: Bool) -> Int {
            guard first != nil else { return 0 }
            let fits = preferringHTML ? hasHTML : !hasHTML
            return (hasContent ? 2 : 0) + (fits ? 2 : 1)
        }
    }

    private struct Body {
        var text = Chain()
        var html = Chain()
    }

    private struct OpenAlternative {
        /// What stands before the multipart.
        var before: Body
        /// The best of the alternatives so far.
        var best = Body()
    }

    private enum Place { case top, mixed, alternative, relatedRoot, relatedResource, encrypted }

    private enum Step {
        case visit(Part, Place)
        case endAlternative
        case endMultipartAlternative
    }

    private var steps: [Step] = []
    private var open: [OpenAlternative] = []
    private var body = Body()
    private var candidates: [Candidate] = []
    private var nextInText: [Int?] = []
    private var nextInHTML: [Int?] = []

    private(set) var attachments: [Part] = []
    private(set) var isSigned = false
    private(set) var isEncrypted = false
    private(set) var report: Part?
    /// Text in an alternative that no reader of plain text or HTML shows.
    private var otherTexts: [Part] = []

    init(_ message: Message) {
        var top = message.root
        // A mail that is nothing but an embedded message is opened.
        if top.isContainer, top.contentType.isMessage, let inner = top.children.first { top = inner }
        steps = [.visit(top, .top)]
        while let step = steps.popLast() {
            switch step {
            case .visit(let part, let place): visit(part, place)
            case .endAlternative: endAlternative()
            case .endMultipartAlternative: endMultipartAlternative()
            }
        }
    }

    // MARK: Results

    var textBody: [Candidate] { candidates(body.text.first, nextInText) }
    var htmlBody: [Candidate] { candidates(body.html.first, nextInHTML) }

    /// Alternatives that lost to better ones, in the order of the mail.
    var otherAlternatives: [Part] {
        var isShown = [Bool](repeating: false, count: candidates.count)
        for (first, next) in [(body.text.first, nextInText), (body.html.first, nextInHTML)] {
            var current = first
            while let index = current {
                isShown[index] = true
                current = next[index]
            }
        }
        let lost = zip(candidates, isShown).filter { !$1 }.map(\.0.part)
        return (otherTexts + lost).sorted { $0.index < $1.index }
    }

    private func candidates(_ first: Int?, _ next: [Int?]) -> [Candidate] {
        var result: [Candidate] = []
        var current = first
        while let index = current {
            result.append(candidates[index])
            current = next[index]
        }
        return result
    }

    // MARK: Containers

    private mutating func visit(_ part: Part, _ place: Place) {
        let type = part.contentType
        guard part.isContainer, !type.isMessage else {
            visitLeaf(part, type, place)
            return
        }
        let children = part.children
        switch type.subtype {
        case "alternative":
            open.append(OpenAlternative(before: body))
            body = Body()
            steps.append(.endMultipartAlternative)
            for child in children.reversed() { steps += [.endAlternative, .visit(child, .alternative)] }
        case "related":
            let root = relatedRoot(type, children)
            for child in children.reversed() { steps.append(.visit(child, child.index == root ? .relatedRoot : .relatedResource)) }
        case "encrypted":
            isEncrypted = true
            for child in children.reversed() { steps.append(.visit(child, .encrypted)) }
        default:
            if type.subtype == "signed" { isSigned = true }
            for child in children.reversed() { steps.append(.visit(child, .mixed)) }
        }
    }

    /// RFC 2387 section 3.2: the part that `start` names, else the first.
    private func relatedRoot(_ type: ContentType, _ children: [Part]) -> Int? {
        if let start = type.parameter("start") {
            var log = DefectLog()
            let id = MessageID.parse(Array(start.utf8), &log)
            if let root = children.first(where: { $0.contentID == id && id != nil }) { return root.index }
        }
        return children.first?.index
    }

    /// One alternative has ended: it replaces the best so far unless that is better. Of equal ones the last is the best (RFC 2046 section
    /// 5.1.4).
    private mutating func endAlternative() {
        guard let last = open.indices.last else { return }
        let best = open[last].best
        if body.text.first != nil, body.text.rank(preferringHTML: false) >= best.text.rank(preferringHTML: false) {
            open[last].best.text = body.text
        }
        if body.html.first != nil, body.html.rank(preferringHTML: true) >= best.html.rank(preferringHTML: true) {
            open[last].best.html = body.html
        }
        body = Body()
    }

    private mutating func endMultipartAlternative() {
        guard let ended = open.popLast() else { return }
        body = ended.before
        Self.append(ended.best.text, to: &body.text, &nextInText)
        Self.append(ended.best.html, to: &body.html, &nextInHTML)
    }

    private static func append(_ chain: Chain, to target: inout Chain, _ next: inout [Int?]) {
        guard let first = chain.first else { return }
        if target.first == nil { target.first = first } else { next[target.last] = first }
        target.last = chain.last
        target.hasHTML = target.hasHTML || chain.hasHTML
        target.hasContent = target.hasContent || chain.hasContent
    }

    // MARK: Leaves

    private mutating func visitLeaf(_ part: Part, _ type: ContentType, _ place: Place) {
        let disposition = part.contentDisposition
        if case .smime(let content) = AttachedFile.Kind(part, type) {
            if content == .signed { isSigned = true }
            if content == .enveloped || content == nil { isEncrypted = true }
        }
        if report == nil, type.type == "message", DeliveryStatus.isNamed(type) || DispositionNotification.isNamed(type) { report = part }
        let isHTML = type.essence == "text/html"
        let isPlain = type.essence == "text/plain" || place == .top && type.type == "multipart"
        let isAttached = part.isContainer || disposition?.type == "attachment"
        if !isAttached, isHTML || isPlain, isShown(part, type, disposition, place) {
            addCandidate(part, isHTML: isHTML)
        } else if !isAttached, place == .alternative, type.type == "text", type.subtype != "calendar",
            !hasName(part, type, disposition)
        {
            otherTexts.append(part)
        } else if part.index != 0 || type.type != "text" || !part.bodyRange.isEmpty {
            attachments.append(part)
        }
    }

    private func hasName(_ part: Part, _ type: ContentType, _ disposition: ContentDisposition?) -> Bool {
        var log = DefectLog()
        return part.filename(disposition, type, &log) != nil
    }

    /// Whether text stands where a reader shows it.
    private func isShown(_ part: Part, _ type: ContentType, _ disposition: ContentDisposition?, _ place: Place) -> Bool {
        switch place {
        case .top, .alternative, .relatedRoot: true
        case .encrypted: false
        // Nothing can refer to it: some generators write related where they mean alternative or mixed.
        case .relatedResource: part.contentID == nil && part.header("content-location") == nil && !hasName(part, type, disposition)
        // A text with a name is a file, unless it says to be shown and there is no other text.
        case .mixed: !hasName(part, type, disposition) || disposition?.type == "inline" && candidates.isEmpty
        }
    }

    private mutating func addCandidate(_ part: Part, isHTML: Bool) {
        let index = candidates.count
        candidates.append(Candidate(part: part, isHTML: isHTML))
        nextInText.append(nil)
        nextInHTML.append(nil)
        let size = part.bodyRange.count
        let hasContent = size > 16 || size > 0 && !part.rawBody.allSatisfy(\.isFWS)
        let chain = Chain(first: index, last: index, hasHTML: isHTML, hasContent: hasContent)
        Self.append(chain, to: &body.text, &nextInText)
        Self.append(chain, to: &body.html, &nextInHTML)
    }
}
