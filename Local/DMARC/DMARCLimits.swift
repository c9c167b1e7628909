/// How much of a file is read: anybody may send mail to the address for reports.
public struct DMARCLimits: Sendable {
    /// Bytes of XML of a file, all its reports together.
    public var xmlBytes = 64 << 20
    /// Entries of a zip, and attachments of a mail that may be reports.
    public var entries = 100
    /// Bytes of the file itself: as much XML in base64, and the mail around it.
    public var fileBytes = 96 << 20

    /// The limits used when none are given.
    public static let standard = DMARCLimits()

    /// What is left of ``xmlBytes`` while a file is read.
    struct Budget {
        private let all: Int
        private(set) var left: Int
        /// Whether more was asked for than there was; the rest of the file is then not looked at.
        private(set) var isExceeded = false

        init(_ limits: DMARCLimits) {
            all = limits.xmlBytes
            left = limits.xmlBytes
        }

        mutating func take(_ count: Int) throws(DMARCProblem) {
            guard count <= left else {
                isExceeded = true
                throw DMARCProblem(
                    "the file has more than \(Self.size(all)) of XML: no report is that large; do not unpack it, ask its sender")
            }
            left -= count
        }

        private static func size(_ bytes: Int) -> String { bytes >= 1 << 20 ? "\(bytes >> 20) MB" : "\(bytes) bytes" }
    }
}
