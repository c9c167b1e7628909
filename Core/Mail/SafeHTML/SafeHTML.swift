/// The HTML of a mail, made safe to show: nothing in it runs, nothing is loaded from elsewhere unless it is allowed, and nothing of it
/// reaches the page around it.
///
/// The mail is read as a browser reads it, and a new document is written of what is known to be harmless: elements, attributes, properties
/// of CSS and addresses by lists of what may stay. Every element is closed, every value quoted, and the document is well-formed XML as well,
/// so that a browser, reading it, comes to the same tree that was written.
///
/// Show it in a frame with ``contentSecurityPolicy`` all the same: one wall is never enough.
///
/// ```swift
/// let safe = SafeHTML(html, contentIDs: { id in addresses[id] })
/// safe.html                      // <html><head>…
/// safe.removed[.scripts]         // 2
/// safe.remoteHosts               // ["img.example.com"]
/// ```
///
/// Any input has a result, in time and space proportional to its size.
public struct SafeHTML: Sendable, Equatable {
    /// What becomes of images on the web.
    public enum RemoteImages: Sendable {
        /// They are left out. A box of their size with their description stands in their place.
        case block
        /// They are loaded from the address that the function makes of theirs, such as that of a proxy; for nil they are left out.
        case allow(@Sendable (String) -> String?)

        /// They are loaded from where the mail says.
        public static let load = allow { $0 }
    }

    /// A link whose text names another host than the one it leads to.
    ///
    /// Links that count clicks do so as well: it is a reason to look, not a verdict.
    public struct MisleadingLink: Sendable, Equatable, Codable {
        /// The host that its text names, in small letters.
        public let shownHost: String
        /// The host that it leads to, in small letters.
        public let targetHost: String

        /// Creates a link.
        public init(shownHost: String, targetHost: String) {
            self.shownHost = shownHost
            self.targetHost = targetHost
        }
    }

    /// A whole document of HTML, in UTF-8. It has a document type where the mail has one, so that a browser lays it out in the same mode.
    public let html: String
    /// How often something of each kind was left out; kinds that did not occur are not in it.
    public let removed: [Kind: Int]
    /// The hosts of images that were left out or loaded, each once, in the order of the mail; at most ``Limits/hosts``.
    public let remoteHosts: [String]
    /// Links that say one thing and lead elsewhere, in the order of the mail; at most ``Limits/misleadingLinks``. In the document they have
    /// the host that they lead to as `title` and as `data-target-host`.
    public let misleadingLinks: [MisleadingLink]
    /// Whether a limit was met, and the end of the mail is missing.
    public let isCut: Bool

    /// Makes HTML safe.
    /// - Parameters:
    ///   - html: a document or a piece of one.
    ///   - images: what becomes of images on the web.
    ///   - limits: where reading and writing stop.
    ///   - contentIDs: the address of the part with this Content-ID (RFC 2392), without angle brackets, for images of the mail itself: one of
    ///     the page, on the web, or `data:` of an image. nil where there is none.
    public init(
        _ html: String, images: RemoteImages = .block, limits: Limits = .standard,
        contentIDs: @Sendable @escaping (String) -> String? = { _ in nil }
    ) {
        var sanitiser = Sanitiser(html, images: Images(remote: images, contentIDs: contentIDs), limits: limits)
        sanitiser.run()
        let result = sanitiser.finish()
        self.html = result.html
        removed = result.findings.counts
        remoteHosts = result.findings.hosts
        misleadingLinks = result.misleadingLinks
        isCut = result.isCut
    }

    /// The `Content-Security-Policy` of the answer that the document is shown from: no scripts, no forms, nothing loaded but images, in an
    /// origin of its own. Links open in new windows.
    public static let contentSecurityPolicy = """
        default-src 'none'; img-src http: https: data: blob:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
        sandbox allow-popups allow-popups-to-escape-sandbox
        """
}
