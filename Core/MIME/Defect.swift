/// A place where the mail departs from the standards, or is ambiguous, and what kind of departure it is.
///
/// Each code stands for one canonical reading; `docs/mime-readings.md` lists them side by side.
public struct Defect: Sendable, Equatable {
    /// What is wrong, as a stable name.
    public enum Code: String, Sendable, CaseIterable {
        // Lines and header block
        /// CR without LF; it is data, never a line end.
        case bareCarriageReturn
        /// A UTF-8 byte order mark before the first field; it is skipped.
        case byteOrderMark
        /// A line `From …` of an mbox file before the first field; it is skipped.
        case mboxFromLine
        /// No empty line behind the header; a delimiter, or the end of the mail, ends it.
        case missingHeaderBodySeparator
        /// A line that begins no field; it is kept as a field without a name, and the header goes on.
        case invalidHeader
        /// White space between a field name and its colon; it is not part of the name.
        case spaceBeforeColon
        /// A second field of a kind that may stand once; the first one counts.
        case duplicateHeader
        /// A header block over a limit of ``Limits``; the rest of it is not split into fields.
        case headerLimitExceeded
        /// A field over a limit of ``Limits``, such as ``Limits/parameters``; the rest of its value is not read.
        case fieldLimitExceeded
        /// Bytes above 127 in a field that are not UTF-8; they are read as Windows-1252.
        case rawEightBitHeader
        /// A NUL byte; it is kept.
        case nulByte

        // Multipart structure
        /// A multipart without a boundary parameter; it is one leaf.
        case missingBoundary
        /// A boundary with white space at its end or over 70 characters; it is taken as written.
        case invalidBoundary
        /// A boundary that no delimiter line has; the multipart is one leaf.
        case boundaryNotFound
        /// A multipart without its close delimiter; an outer delimiter, or the end of the mail, ends it.
        case missingClose
        /// Text behind a boundary on its line; the line is content.
        case invalidDelimiter
        /// A delimiter behind the close delimiter; it is epilogue, and no part begins there.
        case partAfterClose
        /// A multipart in base64 or quoted-printable; it is read as if it had no transfer encoding.
        case encodedMultipart
        /// More levels than ``Limits/depth``; the container on the last one is not looked into.
        case depthLimitExceeded
        /// More parts than ``Limits/parts``; the rest is one opaque part.
        case partLimitExceeded
        /// An embedded message in base64 or quoted-printable; it is decoded, then read like any other.
        case encodedMessage
        /// Encoded messages over ``Limits/embeddedBytes``; the part is kept as a leaf.
        case embeddedLimitExceeded

        // Structured header fields
        /// A Content-Type that is not `type/subtype`; it is read as if the field were missing.
        case invalidContentType
        /// A Content-Disposition without a type; with parameters it is an attachment, else as if missing.
        case invalidContentDisposition
        /// A parameter against the grammar, such as a value that should be quoted; it is read as far as it makes sense.
        case invalidParameter
        /// A parameter, or a section of one, that stands twice; the first one counts.
        case duplicateParameter
        /// A missing number among the sections of a parameter; the others are joined.
        case parameterContinuationGap
        /// A parameter as `name` and as `name*`; the extended form counts.
        case parameterInBothForms
        /// An encoded-word in a parameter; it is decoded.
        case encodedWordInParameter
        /// An encoded-word without white space around it; it is decoded, and none is added.
        case encodedWordNotSeparated
        /// White space inside an encoded-word; it is decoded.
        case encodedWordWithSpace
        /// An encoded-word whose text is not valid in its encoding; it is read as far as it goes.
        case invalidEncodedWord
        /// An address list against the grammar; names and addresses are read as far as they can be told apart.
        case invalidAddress
        /// A lone word where an address should be; it is an address without a domain.
        case addressWithoutDomain
        /// A message identifier in References or In-Reply-To without one of its angle brackets; it is read all the same.
        case invalidMessageID
        /// A List-* field whose URIs or identifier are not in angle brackets; what has a colon is read as a URI, the rest is dropped.
        case invalidListField
        /// A Received field without a date, without the semicolon before it, or with words before its first clause.
        case invalidReceived
        /// Authentication results against the grammar of RFC 8601; they are read as far as they make sense.
        case invalidAuthenticationResults
        /// A date that names no day, which is none, or that has no time, which is midnight.
        case invalidDate
        /// A weekday that is not that of the date; the date counts.
        case wrongWeekday
        /// A quoted string without its closing quote; it goes to the end of the field.
        case unterminatedQuotedString
        /// A comment without its closing parenthesis; it goes to the end of the field.
        case unterminatedComment

        // Bodies
        /// A transfer encoding that RFC 2045 does not know; the body is taken as it is.
        case unknownTransferEncoding
        /// A comment in Content-Transfer-Encoding; it is dropped.
        case transferEncodingComment
        /// A byte in base64 that is no digit; it is skipped.
        case base64InvalidCharacter
        /// Base64 digits behind padding; they are decoded as well.
        case base64DataAfterPadding
        /// Base64 without padding at its end; it is decoded all the same.
        case base64MissingPadding
        /// A single base64 digit left over; it is dropped.
        case base64PartialQuantum
        /// White space at the end of a line of quoted-printable; it is removed.
        case quotedPrintableTrailingSpace
        /// `=` without two hexadecimal digits or a line end; it stays as it is.
        case quotedPrintableInvalidEscape
        /// A charset that there is no table for; the text is read as UTF-8 if it is valid, else as Windows-1252.
        case unknownCharset
        /// Bytes above 127 in a body without a charset, or in one declared as US-ASCII; they are read as UTF-8 or Windows-1252.
        case undeclaredEightBit
        /// A byte order mark of another charset than the declared one; the mark counts.
        case byteOrderMarkCharset
        /// Bytes that the charset of a text does not have; they are U+FFFD.
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
    /// A defect without the part it belongs to.
    package struct Entry: Sendable, Equatable {
        /// What is wrong.
        package var code: Defect.Code
        /// What exactly was met, as ``Defect/detail``.
        package var detail: String
    }

    /// What was noted, in the order of its first place; each code stands once.
    package private(set) var entries: [Entry] = []

    /// Creates an empty log.
    package init() {}

    /// Notes a defect once per code: a mail with a million bad escapes has one defect, with the first as its detail.
    package mutating func note(_ code: Defect.Code, _ detail: @autoclosure () -> String) {
        if !contains(code) { entries.append(Entry(code: code, detail: detail())) }
    }

    /// Notes what another log has, unless this one has its code already.
    package mutating func merge(_ other: DefectLog) {
        for entry in other.entries { note(entry.code, entry.detail) }
    }

    /// Whether the code was noted.
    package func contains(_ code: Defect.Code) -> Bool { entries.contains { $0.code == code } }
}
