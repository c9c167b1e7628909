import Testing

/// Says what of a document could run, load, or reach the page around it: by lists of its own.
struct Judge {
    /// Elements that a browser only lays out.
    static let harmless: Set<String> = [
        "a", "abbr", "acronym", "address", "area", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "body", "br", "caption",
        "center", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "dir", "div", "dl", "dt", "em", "figcaption", "figure",
        "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "i", "img", "ins", "kbd", "li",
        "main", "map", "mark", "menu", "meta", "nav", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span",
        "strike", "strong", "style", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul",
        "var", "wbr",
    ]

    /// Attributes whose value a browser takes for an address; those that are not here must not be written.
    static let addresses: Set<String> = ["href", "src", "background", "usemap"]

    static let harmlessAttributes: Set<String> = [
        "abbr", "align", "alink", "alt", "aria-hidden", "aria-label", "aria-level", "axis", "bgcolor", "border", "bordercolor",
        "bottommargin", "cellpadding", "cellspacing", "charset", "class", "clear", "color", "colspan", "compact", "content", "coords",
        "data-image", "data-target-host", "dir", "face", "frame", "height", "hidden", "hspace", "http-equiv", "id", "lang", "leftmargin",
        "link", "marginheight", "marginwidth", "name", "noshade", "nowrap", "open", "rel", "reversed", "rightmargin", "role", "rowspan",
        "rules", "scope", "shape", "size", "span", "start", "style", "summary", "target", "text", "title", "topmargin", "type", "valign",
        "value", "vlink", "vspace", "width", "wrap",
    ]

    /// Properties that load, run, or take an element out of its place.
    private static let dangerous: Set<String> = [
        "position", "z-index", "top", "left", "behavior", "-ms-behavior", "-moz-binding", "content", "cursor", "filter", "mask",
        "clip-path",
        "animation", "transition", "transform", "src",
    ]

    /// Images that may be loaded.
    var images: Set<String> = []

    /// What is wrong with a document; empty when nothing is.
    func faults(of html: String) -> [String] {
        let document: WrittenDocument
        do {
            document = try WrittenDocument(html)
        } catch {
            return ["\(error)"]
        }
        var result = faults(ofCSS: document.style)
        for element in document.elements {
            if !Self.harmless.contains(element.name) { result.append("<\(element.name)>") }
            for (name, value) in element.attributes { result += faults(of: name, value, element) }
        }
        if document.elements.prefix(2).map(\.name) != ["html", "head"] { result.append("no head") }
        if document.elements.filter({ $0.name == "body" && $0.path == ["html"] }).count != 1 { result.append("no body") }
        return result
    }

    private func faults(of name: String, _ value: String, _ element: WrittenDocument.Element) -> [String] {
        guard Self.harmlessAttributes.contains(name) || Self.addresses.contains(name) else { return ["attribute \(name)"] }
        switch name {
        case "href":
            let isPlace = value.hasPrefix("#mail-") && element.attributes["target"] == nil
            let leadsOut = ["http://", "https://", "mailto:", "tel:", "sms:"].contains { value.hasPrefix($0) }
            guard isPlace || leadsOut && element.attributes["target"] == "_blank" else { return ["href \(value)"] }
            let words = Set((element.attributes["rel"] ?? "").split(separator: " "))
            return isPlace || words.isSuperset(of: ["noopener", "noreferrer", "nofollow"]) ? [] : ["rel of \(value)"]
        case "src", "background": return isImage(value) ? [] : ["\(name) \(value)"]
        case "usemap": return value.hasPrefix("#mail-") ? [] : ["usemap \(value)"]
        case "id": return value.hasPrefix("mail-") ? [] : ["id \(value)"]
        case "name": return value.hasPrefix("mail-") || element.name == "meta" ? [] : ["name \(value)"]
        case "class":
            let own: Set<Substring> = ["blocked-image", "missing-image", "blocked-pixel"]
            return value.split(separator: " ").allSatisfy { $0.hasPrefix("mail-") || own.contains($0) && element.name == "span" }
                ? [] : ["class \(value)"]
        case "http-equiv": return value == "x-dns-prefetch-control" ? [] : ["http-equiv \(value)"]
        case "style": return faults(ofCSS: value)
        default: return []
        }
    }

    private func isImage(_ address: String) -> Bool {
        images.contains(address) || ["png", "gif", "jpeg", "jpg", "webp"].contains { address.hasPrefix("data:image/\($0);base64,") }
    }

    /// CSS that is written plainly: no escapes outside of strings, no `url` but of images that may be loaded, no at-rule but `@media`.
    private func faults(ofCSS css: String) -> [String] {
        var result: [String] = []
        var plain = ""
        var rest = css[...]
        while let quote = rest.firstIndex(of: "'") {
            plain += rest[..<quote]
            guard let end = rest[rest.index(after: quote)...].firstIndex(of: "'") else { return ["a string without an end: \(css)"] }
            let string = rest[rest.index(after: quote)..<end]
            if string.contains(where: { "\"<>&{}\n".contains($0) }) { result.append("string \(string)") }
            if plain.hasSuffix("url(") {
                if isImage(String(string)) { plain.removeLast(4) } else { result.append("url(\(string))") }
            }
            rest = rest[rest.index(after: end)...]
        }
        plain += rest
        let lowered = plain.lowercased()
        let written = ["url(", "expression(", "image-set(", "image(", "src(", "var(", "attr(", "\\", "\"", "<", "&", "/*"]
        for word in written where lowered.contains(word) { result.append("\(word) in \(css)") }
        for declaration in lowered.split(whereSeparator: { ";{}\n".contains($0) }) {
            let name = declaration.prefix { $0 != ":" }
            if Self.dangerous.contains(String(name)) || name.hasPrefix("--") { result.append("\(declaration)") }
        }
        for rule in lowered.split(separator: "@").dropFirst() where !rule.hasPrefix("media ") { result.append("@\(rule.prefix(20))") }
        return result
    }
}
