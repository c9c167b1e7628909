/// The HTML elements that the reading of text tells apart.
package enum HTMLTag: UInt8, CaseIterable {
    // Inline
    case a, abbr, b, bdi, bdo, big, button, cite, code, del, em, font, i, ins, kbd, label, mark, noscript, q, s, samp, select, small, span
    case strike, strong, sub, sup, tt, u
    // Blocks
    case address, article, aside, blockquote, body, caption, center, dd, details, dialog, dir, div, dl, dt, fieldset, figcaption, figure
    case footer, form, h1, h2, h3, h4, h5, h6, head, header, hr, html, legend, li, main, menu, nav, ol, optgroup, option, p, pre, section
    case summary, table, tbody, td, tfoot, th, thead, tr, ul
    // Without content
    case area, base, br, col, embed, img, input, link, meta, source, track, wbr
    // Their content is no markup, and nothing that is shown
    case iframe, noembed, noframes, script, style, textarea, title, xmp
    // Markup that is not shown
    case datalist, template, xml
    /// Every other name, such as `o:p`.
    case other

    /// The names in the order of the cases.
    private static let names: StaticString = """
        a abbr b bdi bdo big button cite code del em font i ins kbd label mark noscript q s samp select small span strike \
        strong sub sup tt u address article aside blockquote body caption center dd details dialog dir div dl dt fieldset \
        figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main menu nav ol optgroup option p pre \
        section summary table tbody td tfoot th thead tr ul area base br col embed img input link meta source track wbr iframe \
        noembed noframes script style textarea title xmp datalist template xml
        """

    /// ASCII letters pack into seven bits: eight of them and a length make one word, and no two names of the list share it.
    private static let byKey: [UInt64: HTMLTag] = {
        var result: [UInt64: HTMLTag] = [:]
        let listed = names.withUTF8Buffer { $0.split(separator: ASCII.space).map { Array($0) } }
        for (tag, name) in zip(allCases, listed) { result[key(name, 0..<name.count)] = tag }
        return result
    }()

    private static func key(_ bytes: [UInt8], _ name: Range<Int>) -> UInt64 {
        var key = UInt64(name.count)
        for index in name.prefix(8) { key = key << 7 | UInt64(bytes[index].lowered & 0x7F) }
        return key
    }

    /// The element of this name, letter case ignored.
    init(_ bytes: [UInt8], _ name: Range<Int>) {
        guard name.count <= 10, bytes[name].allSatisfy({ $0 < 0x80 }) else {
            self = .other
            return
        }
        self = Self.byKey[Self.key(bytes, name)] ?? .other
    }

    private func isWithin(_ first: HTMLTag, _ last: HTMLTag) -> Bool { rawValue >= first.rawValue && rawValue <= last.rawValue }

    /// Whether the element begins and ends lines of its own.
    package var isBlock: Bool { isWithin(.address, .ul) }
    /// Whether the element has no content and no end tag.
    package var isVoid: Bool { isWithin(.area, .wbr) || self == .hr }
    /// Whether the tokenizer looks only for the end tag.
    package var isRawText: Bool { isWithin(.iframe, .xmp) }
    /// Whether nothing inside is ever shown.
    package var isNeverShown: Bool { isWithin(.datalist, .xml) }
    /// Whether the element belongs to the frame of a table.
    var isTableFrame: Bool {
        switch self {
        case .caption, .table, .tbody, .td, .tfoot, .th, .thead, .tr: true
        default: false
        }
    }
    /// Whether an end tag inside cannot close what is outside (HTML standard section 13.2.4.2).
    var isScope: Bool {
        switch self {
        case .caption, .html, .table, .td, .template, .th: true
        default: false
        }
    }
    /// Whether a blank line sets the element apart.
    var isParagraph: Bool {
        switch self {
        case .blockquote, .dl, .h1, .h2, .h3, .h4, .h5, .h6, .hr, .ol, .p, .pre, .ul: true
        default: false
        }
    }
    /// Whether the start tag ends an open paragraph.
    var endsParagraph: Bool {
        guard isBlock else { return false }
        switch self {
        case .body, .caption, .head, .html, .legend, .optgroup, .option, .tbody, .td, .tfoot, .th, .thead, .tr: return false
        default: return true
        }
    }
}
