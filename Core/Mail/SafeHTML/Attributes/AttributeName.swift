/// The attributes that safe HTML has, and what their values may be.
enum AttributeName: String, CaseIterable {
    // Text
    case abbr, alt, face, summary, title
    case ariaLabel = "aria-label"
    // Words
    case align, axis, clear, dir, frame, lang, role, rules, scope, shape, type, valign
    case ariaHidden = "aria-hidden"
    case ariaLevel = "aria-level"
    // Numbers and lengths
    case border, bottommargin, cellpadding, cellspacing, colspan, coords, height, hspace, leftmargin, marginheight, marginwidth, rightmargin
    case rowspan, size, span, start, topmargin, value, vspace, width
    // Colours
    case alink, bgcolor, bordercolor, color, link, text, vlink
    // Without a value
    case compact, hidden, noshade, nowrap, open, reversed, wrap
    // Each read in its own way
    case background, `class`, href, id, name, src, style, usemap

    enum Value { case text, word, number, colour, flag, own }

    var value: Value {
        switch self {
        case .abbr, .alt, .ariaLabel, .face, .summary, .title: .text
        case .align, .ariaHidden, .ariaLevel, .axis, .clear, .dir, .frame, .lang, .role, .rules, .scope, .shape, .type, .valign: .word
        case .border, .bottommargin, .cellpadding, .cellspacing, .colspan, .coords, .height, .hspace, .leftmargin, .marginheight,
            .marginwidth, .rightmargin, .rowspan, .size, .span, .start, .topmargin, .value, .vspace, .width:
            .number
        case .alink, .bgcolor, .bordercolor, .color, .link, .text, .vlink: .colour
        case .compact, .hidden, .noshade, .nowrap, .open, .reversed, .wrap: .flag
        case .background, .class, .href, .id, .name, .src, .style, .usemap: .own
        }
    }

    /// Whether an element may have it. Most are harmless anywhere, and mail has them at elements where they say nothing; nil is `body`.
    func isAllowed(at element: Element?) -> Bool {
        switch self {
        case .alink, .bottommargin, .leftmargin, .link, .marginheight, .marginwidth, .rightmargin, .text, .topmargin, .vlink: element == nil
        case .alt, .src: element == .img || self == .alt && element == .area
        case .usemap: element == .img
        case .href: element == .a || element == .area
        case .name: element == .a || element == .map
        case .shape, .coords: element == .area
        case .open: element == .details
        case .wrap: element == .pre
        case .type: element == .ol || element == .ul || element == .li
        case .value: element == .li
        case .start, .reversed: element == .ol
        // What a link says about itself is not the sender's to say.
        case .title: element != .a && element != .area
        case .background:
            switch element {
            case nil, .table, .tbody, .td, .tfoot, .th, .thead, .tr: true
            default: false
            }
        default: true
        }
    }

    /// The attribute of this name in small letters.
    static func named(_ name: String) -> AttributeName? { byName[name] }

    private static let byName: [String: AttributeName] = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
    /// The longest name.
    static let longestName = 12
}
