/// HTML read as text: what a person would see of it, good enough to take a code or a link from.
///
/// Lines, paragraphs, lists and table cells come out as the HTML standard's `innerText` has them; a link is followed by its address in angle
/// brackets (RFC 3986 appendix C) unless its text is that address. Style sheets, scripts, comments, conditional comments of Outlook, and what
/// a `style` or `hidden` attribute hides are left out. Rules of style sheets are not applied.
///
/// Any input has a reading, in time and space proportional to its size.
public struct HTMLText: Sendable, Equatable {
    /// A link of the text.
    public struct Link: Sendable, Equatable {
        /// The address as the `href` attribute has it, character references decoded and white space dropped; spaces and angle brackets inside
        /// are percent-encoded. It may be relative, and is the sender's: nothing about it is checked.
        public let target: String
        /// The text of the link on one line; empty for a link around an image without a description.
        public let text: String

        /// Creates a link.
        public init(target: String, text: String) {
            self.target = target
            self.text = text
        }
    }

    /// The text: lines end with LF; outside of preformatted text two empty lines never follow each other, and none begins or ends the text.
    public let text: String
    /// The links that are shown, in their order. Those inside the document (`#…`), and `javascript:` and `data:`, are left out.
    public let links: [Link]

    /// Reads an HTML document or a piece of one.
    /// - Parameters:
    ///   - html: the document.
    ///   - includingTargets: whether the addresses of links are put into the text.
    ///   - includingHidden: whether what is not shown is read as well, such as the preview line of a newsletter.
    public init(_ html: String, includingTargets: Bool = true, includingHidden: Bool = false) {
        self.init(bytes: Array(html.utf8), includingTargets: includingTargets, includingHidden: includingHidden)
    }

    /// `bytes` must be valid UTF-8.
    private init(bytes: [UInt8], includingTargets: Bool, includingHidden: Bool) {
        var reader = HTMLTextReader(bytes, includingTargets: includingTargets, includingHidden: includingHidden)
        reader.read()
        text = String(decoding: reader.writer.output, as: UTF8.self)
        links = reader.links
    }

    /// The text of an HTML document.
    public static func text(of html: String) -> String { HTMLText(html).text }

    /// The text of an HTML document in UTF-8; bytes that are not UTF-8 become U+FFFD.
    public static func text(of utf8: some Collection<UInt8>) -> String { HTMLText(String(decoding: utf8, as: UTF8.self)).text }

    /// The links of an HTML document.
    public static func links(of html: String) -> [Link] { HTMLText(html, includingTargets: false).links }
}
