import Mail

/// Reads a report from its XML. Elements that are not known are skipped: the format may be extended (RFC 9990).
struct DMARCReportReader {
    /// Bytes of a value that is kept.
    private static let valueLength = 4096
    /// More than anybody sends from an address in a day; sums of such counts stay far below Int.max.
    private static let mostMessages = 1_000_000_000
    /// How many signatures, reasons or errors are kept of those that stand together. Reporters give the best 100 signatures first (RFC 9990).
    private static let mostInList = 100
    /// The end of the year 9999.
    private static let lastSecond = 253_402_300_799

    private var pieces: XMLPieces
    /// Names of the open elements below the root.
    private var path: [String] = []
    /// The prefix of the root, with its colon: only elements with the same one are the report's own.
    private var prefix = ""
    private var text: [UInt8] = []

    private var values: [String: String] = [:]
    private var policy = DMARCPolicy()
    private var errors: [String] = []
    private var begin: Int?
    private var end: Int?
    private var counts: [DMARCOutcome: Int] = [:]

    private var recordStart = 0
    private var outcome = DMARCOutcome()
    private var count: Int?
    private var authentication = DMARCOutcome.Authentication()

    /// Reads XML in any charset.
    static func report(_ xml: [UInt8]) throws(DMARCProblem) -> DMARCReport {
        var reader = DMARCReportReader(pieces: XMLPieces(try XMLEncoding.utf8(xml)))
        return try reader.report()
    }

    private init(pieces: XMLPieces) { self.pieces = pieces }

    private mutating func report() throws(DMARCProblem) -> DMARCReport {
        var depth = 0
        while let piece = try pieces.next() {
            switch piece {
            case .text(let bytes):
                // A value may have megabytes; more than it may have is enough to refuse it.
                if text.count <= Self.valueLength { text += bytes.prefix(Self.valueLength + 1) }
            case .start(let name):
                if depth == 0 { try root(name) } else { path.append(ownName(name)) }
                depth += 1
                text.removeAll(keepingCapacity: true)
                if path == ["record"] { beginRecord() }
                if path.count == 3, path[1] == "auth_results" { authentication = DMARCOutcome.Authentication() }
            case .end:
                depth -= 1
                if depth > 0 {
                    try take(path.joined(separator: "/"))
                    path.removeLast()
                }
                text.removeAll(keepingCapacity: true)
            }
        }
        return try finish()
    }

    private mutating func root(_ name: String) throws(DMARCProblem) {
        let parts = name.split(separator: ":", maxSplits: 1)
        guard parts.last == "feedback" else {
            throw pieces.problem("its root element is <\(name)>, not <feedback>: it is no DMARC aggregate report")
        }
        prefix = parts.count == 2 ? parts[0] + ":" : ""
    }

    /// The name without the report's prefix; one of an extension keeps its own, and is then not known.
    private func ownName(_ name: String) -> String {
        !prefix.isEmpty && name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
    }

    // MARK: Elements

    private mutating func beginRecord() {
        recordStart = pieces.start
        outcome = DMARCOutcome()
        count = nil
    }

    /// Takes what an element says at its end.
    private mutating func take(_ path: String) throws(DMARCProblem) {
        switch path {
        case "report_metadata/org_name", "report_metadata/report_id", "report_metadata/email", "policy_published/domain":
            values[path] = try value(path)
        case "report_metadata/date_range/begin": begin = try number(path, 0...Self.lastSecond)
        case "report_metadata/date_range/end": end = try number(path, 0...Self.lastSecond)
        case "report_metadata/error": Self.append(try value(path), to: &errors)
        case "policy_published/pct":
            if !(try value(path)).isEmpty { policy["pct"] = String(try number(path, 0...100)) }
        case "policy_published/testing": policy["t"] = try tag(path)
        case "policy_published/p", "policy_published/sp", "policy_published/np", "policy_published/adkim", "policy_published/aspf",
            "policy_published/fo":
            policy[Self.name(path)] = try tag(path)
        case "record": try endRecord()
        case _ where path.hasPrefix("record/"): try takeOfRecord(path)
        default: break
        }
    }

    private mutating func takeOfRecord(_ path: String) throws(DMARCProblem) {
        switch path {
        case "record/row/source_ip":
            let text = try value(path)
            guard let address = IPAddressText.canonical(text) else {
                throw pieces.problem("<source_ip> is '\(shown(text))', which is no IP address")
            }
            outcome.source = address
        case "record/row/count": count = try number(path, 0...Self.mostMessages)
        case "record/row/policy_evaluated/disposition": outcome.disposition = try value(path).lowercased()
        case "record/row/policy_evaluated/dkim": outcome.alignsDKIM = try value(path).lowercased() == "pass"
        case "record/row/policy_evaluated/spf": outcome.alignsSPF = try value(path).lowercased() == "pass"
        case "record/row/policy_evaluated/reason/type":
            Self.append(try value(path).lowercased(), to: &outcome.reasons)
        // Reporters that were written after the drafts say identities.
        case "record/identifiers/header_from", "record/identities/header_from": outcome.headerFrom = try domain(path)
        case "record/auth_results/dkim/domain", "record/auth_results/spf/domain": authentication.domain = try domain(path)
        case "record/auth_results/dkim/selector": authentication.selector = try tag(path)
        case "record/auth_results/dkim/result", "record/auth_results/spf/result": authentication.result = try value(path).lowercased()
        case "record/auth_results/dkim": Self.append(authentication, to: &outcome.dkim)
        case "record/auth_results/spf": Self.append(authentication, to: &outcome.spf)
        default: break
        }
    }

    private mutating func endRecord() throws(DMARCProblem) {
        guard !outcome.source.isEmpty else { throw pieces.problem("a <record> without <source_ip>", at: recordStart) }
        guard let count else { throw pieces.problem("a <record> without <count>", at: recordStart) }
        outcome.reasons.sort()
        counts[outcome, default: 0] += count
    }

    private func finish() throws(DMARCProblem) -> DMARCReport {
        guard let begin, let end else { throw DMARCProblem("it has no <date_range> with <begin> and <end>") }
        guard policy["p"] != nil else { throw DMARCProblem("it has no <p> in <policy_published>") }
        return DMARCReport(
            key: DMARCReport.Key(
                organization: try required("report_metadata/org_name"), id: try required("report_metadata/report_id"),
                domain: try required("policy_published/domain").lowercased()),
            email: values["report_metadata/email"].flatMap { $0.isEmpty ? nil : $0 }, begin: begin, end: end, policy: policy,
            errors: errors,
            counts: counts)
    }

    // MARK: Values

    private func value(_ path: String) throws(DMARCProblem) -> String {
        guard text.count <= Self.valueLength else {
            throw pieces.problem("<\(Self.name(path))> has more than \(Self.valueLength) bytes")
        }
        let space = { (byte: UInt8) in byte <= 0x20 }
        guard let first = text.firstIndex(where: { !space($0) }), let last = text.lastIndex(where: { !space($0) }) else { return "" }
        return String(decoding: text[first...last], as: UTF8.self)
    }

    /// A value that says nothing when it is empty.
    private func tag(_ path: String) throws(DMARCProblem) -> String? {
        let text = try value(path)
        return text.isEmpty ? nil : text
    }

    private func domain(_ path: String) throws(DMARCProblem) -> String {
        let text = try value(path).lowercased()
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }

    private func number(_ path: String, _ range: ClosedRange<Int>) throws(DMARCProblem) -> Int {
        let text = try value(path)
        // Int takes a sign too.
        guard text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }), let number = Int(text), range.contains(number) else {
            throw pieces.problem(
                "<\(Self.name(path))> is '\(shown(text))', not a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    private func required(_ path: String) throws(DMARCProblem) -> String {
        guard let value = values[path], !value.isEmpty else { throw DMARCProblem("it has no <\(Self.name(path))>") }
        return value
    }

    private static func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    /// Keeps what says something, and is not there yet.
    private static func append<Element: DMARCListed>(_ element: Element, to list: inout [Element]) {
        if list.count < mostInList, !element.isEmpty, !list.contains(element) { list.append(element) }
    }

    private func shown(_ text: String) -> String { PrintableText.line(text, limit: 40) }
}

/// What stands in a list of a report.
private protocol DMARCListed: Equatable {
    var isEmpty: Bool { get }
}

extension String: DMARCListed {}

extension DMARCOutcome.Authentication: DMARCListed {
    fileprivate var isEmpty: Bool { domain.isEmpty && result.isEmpty }
}
