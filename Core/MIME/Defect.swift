/// A place where the mail departs from the standards, or is ambiguous, and what kind of departure it is.
///
/// Each code stands for one canonical reading; `docs/mime-readings.md` lists them side by side.
public struct Defect: Sendable, Equatable {
    /// What is wrong, as a stable name.
    public enum Code: String, Sendable, CaseIterable {
        // Lines and header block
        case bareCarriageReturn
        case byteOrderMark
        case mboxFromLine
        case missingHeaderBodySeparator
        case invalidHeader
        case spaceBeforeColon
        case duplicateHeader
        case headerLimitExceeded
        case rawEightBitHeader
        case nulByte

        // Multipart structure
        case missingBoundary
        case invalidBoundary
        case boundaryNotFound
        case missingClose
        case invalidDelimiter
        case partAfterClose
        case encodedMultipart
        case depthLimitExceeded
        case partLimitExceeded
        case encodedMessage
        case embeddedLimitExceeded

        // Structured header fields
        case invalidContentType
        case invalidContentDisposition
        case invalidParameter
        case duplicateParameter
        case parameterContinuationGap
        case parameterInBothForms
        case encodedWordInParameter
        case encodedWordNotSeparated
        case encodedWordWithSpace
        case invalidEncodedWord
        case invalidAddress
        case addressWithoutDomain
        case invalidDate
        case wrongWeekday
        case unterminatedQuotedString
        case unterminatedComment

        // Bodies
        case unknownTransferEncoding
        case transferEncodingComment
        case base64InvalidCharacter
        case base64DataAfterPadding
        case base64MissingPadding
        case base64PartialQuantum
        case quotedPrintableTrailingSpace
        case quotedPrintableInvalidEscape
        case unknownCharset
        case undeclaredEightBit
        case invalidCharsetBytes
    }

    /// What is wrong.
    public var code: Code
    /// The part it was found in, as ``Part/path``.
    public var path: String
    /// What exactly was met, for people; never needed to act on ``code``.
    public var detail: String

    /// Creates a defect.
    public init(code: Code, path: String, detail: String) {
        self.code = code
        self.path = path
        self.detail = detail
    }
}

/// Collects defects of a decoder that does not know which part it works for.
package struct DefectLog: Sendable {
    package struct Entry: Sendable, Equatable {
        package var code: Defect.Code
        package var detail: String
    }

    package private(set) var entries: [Entry] = []

    package init() {}

    /// Notes a defect once per code: a mail with a million bad escapes has one defect, with the first as its detail.
    package mutating func note(_ code: Defect.Code, _ detail: @autoclosure () -> String) {
        if !contains(code) { entries.append(Entry(code: code, detail: detail())) }
    }

    package mutating func merge(_ other: DefectLog) {
        for entry in other.entries { note(entry.code, entry.detail) }
    }

    package func contains(_ code: Defect.Code) -> Bool { entries.contains { $0.code == code } }
}
