/// What becomes of an element of the mail.
enum Treatment {
    /// It stays, or becomes one that looks like it.
    case keep(Element)
    /// Its tags go, and what is between them stays.
    case unwrap(SafeHTML.Kind?)
    /// It goes. It has no content.
    case drop(SafeHTML.Kind)
    /// It goes with all that is in it.
    case remove(SafeHTML.Kind)
    case html, body, style, meta

    /// Of the element with this name in small letters.
    static func of(_ name: String) -> Treatment { byName[name] ?? .unwrap(nil) }

    private static let byName: [String: Treatment] = {
        var result: [String: Treatment] = [:]
        for element in Element.allCases { result[element.rawValue] = .keep(element) }
        for (name, element) in lookalikes { result[name] = .keep(element) }
        for (kind, names) in dropped {
            for name in names { result[name] = .drop(kind) }
        }
        for (kind, names) in removed {
            for name in names { result[name] = .remove(kind) }
        }
        for name in ["audio", "video"] { result[name] = .unwrap(.media) }
        result["form"] = .unwrap(.forms)
        result["html"] = .html
        result["body"] = .body
        result["style"] = .style
        result["meta"] = .meta
        return result
    }()

    /// `image` is what every browser reads as `img`. The label of a button is often the only text of a link.
    private static let lookalikes: [String: Element] = [
        "button": .span, "fieldset": .div, "image": .img, "label": .span, "legend": .div, "listing": .pre, "marquee": .div, "nobr": .span,
    ]

    private static let dropped: [SafeHTML.Kind: [String]] = [
        .forms: ["input", "keygen", "isindex"],
        .frames: ["embed", "frame"],
        .documentElements: ["base", "link"],
        .media: ["bgsound"],
    ]

    private static let removed: [SafeHTML.Kind: [String]] = [
        .scripts: ["script"],
        .forms: ["select", "textarea", "datalist", "output", "progress", "meter"],
        .frames: ["iframe", "object", "applet", "portal", "fencedframe"],
        .drawings: ["svg", "math", "canvas"],
        .hidden: ["template", "noscript", "noembed", "noframes", "xmp", "xml", "title", "comment", "dialog"],
    ]

    /// The elements at which a browser leaves a drawing that was not closed (HTML standard section 13.2.6.5).
    static let endsDrawing: Set<String> = [
        "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed", "h1", "h2", "h3", "h4", "h5",
        "h6",
        "head", "hr", "i", "img", "li", "listing", "menu", "meta", "nobr", "ol", "p", "pre", "ruby", "s", "small", "span", "strong",
        "strike",
        "sub", "sup", "table", "tt", "u", "ul", "var",
    ]
}
