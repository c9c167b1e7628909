/// The elements that safe HTML is made of.
///
/// None of them runs, loads or asks for anything by itself, none has content that is not markup, and none leads out of HTML's namespace:
/// whatever a browser makes of their nesting, no other element can come of it.
enum Element: String, CaseIterable {
    // Formatting (HTML standard section 13.2.4.3): a browser opens it again where a block cut it short.
    case a, b, big, code, em, font, i, s, small, strike, strong, tt, u
    // Inline
    case abbr, acronym, bdi, bdo, cite, del, dfn, ins, kbd, map, mark, q, rp, rt, ruby, samp, span, sub, sup, time, `var`
    // Blocks
    case address, article, aside, blockquote, center, dd, details, dir, div, dl, dt, figcaption, figure, footer
    case h1, h2, h3, h4, h5, h6, header, hgroup, li, main, menu, nav, ol, p, pre, section, summary, ul
    // Tables
    case caption, col, colgroup, table, tbody, td, tfoot, th, thead, tr
    // Without content
    case area, br, hr, img, wbr
}

extension Element {
    /// What stands between `<` and the attributes.
    var name: String.UTF8View { rawValue.utf8 }

    var isFormatting: Bool {
        switch self {
        case .a, .b, .big, .code, .em, .font, .i, .s, .small, .strike, .strong, .tt, .u: true
        default: false
        }
    }

    private var isInline: Bool {
        switch self {
        case .abbr, .acronym, .bdi, .bdo, .cite, .del, .dfn, .ins, .kbd, .map, .mark, .q, .rp, .rt, .ruby, .samp, .span, .sub, .sup, .time,
            .var:
            true
        default: false
        }
    }

    /// Whether the end tag of another element cannot reach past it (HTML standard section 13.2.4.2, "special").
    var isSpecial: Bool { !isFormatting && !isInline }

    var isVoid: Bool {
        switch self {
        case .area, .br, .col, .hr, .img, .wbr: true
        default: false
        }
    }

    var isHeading: Bool {
        switch self {
        case .h1, .h2, .h3, .h4, .h5, .h6: true
        default: false
        }
    }

    /// Whether its start tag ends an open paragraph.
    var endsParagraph: Bool {
        switch self {
        case .caption, .col, .colgroup, .tbody, .td, .tfoot, .th, .thead, .tr, .area, .br, .img, .wbr: false
        default: isSpecial
        }
    }

    /// Whether it can stand only inside of a table.
    var isTablePart: Bool {
        switch self {
        case .caption, .col, .colgroup, .tbody, .td, .tfoot, .th, .thead, .tr: true
        default: false
        }
    }

    /// Whether it takes parts of a table alone: a browser moves everything else out, in front of the table.
    var takesPartsOnly: Bool {
        switch self {
        case .table, .tbody, .tfoot, .thead, .tr: true
        default: false
        }
    }

    var isTableBody: Bool { self == .tbody || self == .tfoot || self == .thead }

    /// Whether formatting outside of it does not go on inside, nor the other way round.
    var isMarker: Bool { self == .td || self == .th || self == .caption }

    /// Whether an end tag inside cannot close what is outside.
    var isScope: Bool { isMarker || self == .table }

    /// Whether its end tag may be left out before that of what is around it.
    var hasImpliedEnd: Bool {
        switch self {
        case .dd, .dt, .li, .p, .rp, .rt: true
        default: false
        }
    }
}
