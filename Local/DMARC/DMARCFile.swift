import MIME

/// A file that has aggregate reports: XML, gzip, a zip, or the mail that they came with. Its content says which, not its name.
public struct DMARCFile: Sendable {
    /// The reports, with the entry or attachment where they are not the file itself.
    public private(set) var reports: [(place: String?, report: DMARCReport)] = []
    /// What could not be read.
    public private(set) var problems: [DMARCProblem] = []

    private enum Kind {
        case xml, gzip, zip, mail, json, empty, unknown
    }

    private let limits: DMARCLimits
    private var budget: DMARCLimits.Budget

    /// Reads all reports of a file.
    public init(_ bytes: [UInt8], limits: DMARCLimits = .standard) {
        self.limits = limits
        budget = DMARCLimits.Budget(limits)
        if Self.kind(bytes) == .mail { mail(Message(bytes)) } else { file(bytes, place: nil) }
    }

    private mutating func file(_ bytes: [UInt8], place: String?) {
        do throws(DMARCProblem) {
            switch Self.kind(bytes) {
            case .xml:
                try budget.take(bytes.count)
                reports.append((place, try DMARCReportReader.report(bytes)))
            case .gzip: try unpacked(try Inflate.bytes(bytes[...], .gzip, &budget), place: place)
            case .zip: zip(try ZipArchive(bytes, limits: limits), place: place)
            case .empty: throw DMARCProblem("it is empty")
            case .json: throw DMARCProblem("it is JSON, as SMTP TLS reports are (RFC 8460); DMARC's are XML")
            case .mail: throw DMARCProblem("it is a mail; give it as a file of its own")
            case .unknown: throw DMARCProblem("it is neither XML, gzip or zip nor a mail")
            }
        } catch {
            problems.append(error.at(place))
        }
    }

    private func unpackedProblem(_ bytes: [UInt8]) -> DMARCProblem? {
        switch Self.kind(bytes) {
        case .xml: nil
        case .empty: DMARCProblem("what is in it is empty")
        case .gzip, .zip: DMARCProblem("what is in it is compressed once more; unpack it and give the file")
        case .json: DMARCProblem("what is in it is JSON, as SMTP TLS reports are (RFC 8460); DMARC's are XML")
        case .mail, .unknown: DMARCProblem("what is in it is no XML")
        }
    }

    private mutating func unpacked(_ bytes: [UInt8], place: String?) throws(DMARCProblem) {
        if let problem = unpackedProblem(bytes) { throw problem }
        reports.append((place, try DMARCReportReader.report(bytes)))
    }

    private mutating func zip(_ archive: ZipArchive, place: String?) {
        let files = archive.entries.filter { !$0.isNoFile }
        if files.isEmpty { problems.append(DMARCProblem("the zip has no files").at(place)) }
        for entry in files where !budget.isExceeded {
            let entryPlace = (place.map { "\($0), " } ?? "") + "entry '\(entry.name)'"
            do throws(DMARCProblem) {
                try unpacked(try archive.content(of: entry, &budget), place: entryPlace)
            } catch {
                problems.append(error.at(entryPlace))
            }
        }
    }

    /// Takes every part that is a report by its content; the note for people beside it is none.
    private mutating func mail(_ message: Message) {
        var count = 0
        for part in message.parts where !budget.isExceeded && !part.isContainer && Self.mayBeReport(part) {
            let bytes = part.decodedBody
            let isReport =
                switch Self.kind(bytes) {
                case .gzip, .zip: true
                case .xml: Self.beginsAsReport(bytes)
                default: false
                }
            guard isReport else { continue }
            count += 1
            guard count <= limits.entries else {
                problems.append(
                    DMARCProblem("the mail has more than \(limits.entries) attachments; save those that are reports, and give them"))
                return
            }
            file(bytes, place: "attachment '\(part.filename ?? part.path)'")
        }
        if count == 0 { problems.append(DMARCProblem("a mail without a report: no part of it is XML of a report, gzip or zip")) }
    }

    /// HTML can be XML as well.
    private static func mayBeReport(_ part: Part) -> Bool {
        !["text/html", "application/xhtml+xml", "image/svg+xml"].contains(part.contentType.essence)
    }

    // MARK: Content

    private static func kind(_ bytes: [UInt8]) -> Kind {
        if bytes.starts(with: [0x1F, 0x8B]) { return .gzip }
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06]) { return .zip }
        if XMLEncoding.hasUTF16Mark(bytes) { return .xml }
        let text = trimmed(bytes)
        switch text.first {
        case nil: return .empty
        case UInt8(ascii: "<"): return .xml
        case UInt8(ascii: "{"): return .json
        default: return isMail(bytes) ? .mail : .unknown
        }
    }

    /// Begins with a header field, or with the line that stands before one in an mbox file.
    private static func isMail(_ bytes: [UInt8]) -> Bool {
        if bytes.starts(with: "From ".utf8) { return true }
        let name = bytes.drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }.prefix { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
        return !name.isEmpty && name.count <= 100 && name.endIndex < bytes.count && bytes[name.endIndex] == UInt8(ascii: ":")
    }

    private static func beginsAsReport(_ bytes: [UInt8]) -> Bool {
        let text = (try? XMLEncoding.utf8(bytes)) ?? bytes
        if trimmed(text).starts(with: "<?xml".utf8) { return true }
        var pieces = XMLPieces(text)
        guard case .start(let name)? = try? pieces.next() else { return false }
        return name == "feedback" || name.hasSuffix(":feedback")
    }

    private static func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes[(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)...].drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    }
}
