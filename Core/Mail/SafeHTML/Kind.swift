extension SafeHTML {
    /// A kind of what is left out of a mail.
    public enum Kind: String, Sendable, CaseIterable, Codable, CodingKeyRepresentable {
        /// `script`.
        case scripts
        /// Attributes such as `onclick`.
        case eventHandlers = "event_handlers"
        /// `form`, and what takes input: `input`, `select`, `textarea`. The text in a form stays.
        case forms
        /// Documents in the document: `iframe`, `object`, `embed`.
        case frames
        /// `svg`, `math`, `canvas`.
        case drawings
        /// `audio`, `video`.
        case media
        /// What is not shown or is no markup: `template`, `noscript`, `title`.
        case hidden
        /// What acts on all of the document: `base`, `link`, `meta`.
        case documentElements = "document_elements"
        /// Addresses of links and images that are not of the web, of mail, of a telephone or in the mail: `javascript:`, `file:`, relative ones.
        case addresses
        /// Images on the web that are not loaded, those of style sheets included.
        case remoteImages = "remote_images"
        /// Images of the mail itself that it does not have.
        case missingImages = "missing_images"
        /// Declarations and rules of style sheets.
        case styles
    }

    /// Where reading and writing stop.
    public struct Limits: Sendable, Equatable {
        /// Bytes of HTML that are read: 4 MiB, unless said otherwise.
        public var input: Int
        /// Bytes that are written before what is open is closed: 16 MiB.
        public var output: Int
        /// Bytes of style sheets that are read, together: 512 KiB.
        public var styleSheets: Int
        /// Hosts that are named: 100.
        public var hosts: Int
        /// Misleading links that are named: 100. All are marked.
        public var misleadingLinks: Int

        /// Creates limits.
        public init(
            input: Int = 4 << 20, output: Int = 16 << 20, styleSheets: Int = 512 << 10, hosts: Int = 100, misleadingLinks: Int = 100
        ) {
            self.input = input
            self.output = output
            self.styleSheets = styleSheets
            self.hosts = hosts
            self.misleadingLinks = misleadingLinks
        }

        /// The limits that count unless said otherwise.
        public static let standard = Limits()
    }
}
