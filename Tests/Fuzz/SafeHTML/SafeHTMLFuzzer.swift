import SafeHTML

/// Any HTML becomes a document in the one shape that a browser cannot read in two ways, however often it is made safe.
func testSafeHTML(_ input: UnsafeRawBufferPointer) {
    let html = String(decoding: input, as: UTF8.self)
    let blocked = SafeHTML(html)
    check(blocked.html, isRemote: false)
    check(SafeHTML(blocked.html).html, isRemote: false)
    check(SafeHTML(html, images: .load) { $0 }.html, isRemote: true)
    precondition(blocked.html.utf8.count < 20 * input.count + 200_000)
}

/// Attributes whose value may be anything: text that a browser does not look into.
private let free: Set<Substring> = ["abbr", "alt", "aria-label", "data-image", "data-target-host", "face", "summary", "title"]

/// Every tag is closed and known, every value quoted, and nothing leads elsewhere but links.
private func check(_ html: String, isRemote: Bool) {
    precondition(String(validating: Array(html.utf8), as: UTF8.self) == html)
    var open: [Substring] = []
    var rest = html.utf8[...]
    if html.hasPrefix("<!DOCTYPE") { rest = rest.drop { $0 != UInt8(ascii: "\n") } }
    while let less = rest.firstIndex(of: UInt8(ascii: "<")) {
        guard let greater = rest[less...].firstIndex(of: UInt8(ascii: ">")) else { preconditionFailure("a tag without an end") }
        let tag = Substring(rest[less..<greater]).dropFirst()
        rest = rest[greater...].dropFirst()
        if tag.hasPrefix("/") {
            precondition(open.popLast() == tag.dropFirst())
        } else {
            let name = tag.prefix { $0 != " " && $0 != "/" }
            precondition(known.contains(name), "\(name)")
            if !tag.hasSuffix("/") { open.append(name) }
            checkAttributes(tag.dropFirst(name.count), isRemote: isRemote)
        }
    }
    precondition(open.isEmpty)
}

private func checkAttributes(_ text: Substring, isRemote: Bool) {
    var rest = text.utf8
    while rest.first == UInt8(ascii: " ") {
        rest = rest.dropFirst()
        guard let equals = rest.firstIndex(of: UInt8(ascii: "=")) else { preconditionFailure("no value") }
        let name = Substring(rest[..<equals])
        rest = rest[equals...].dropFirst()
        precondition(rest.popFirst() == UInt8(ascii: "\""))
        guard let end = rest.firstIndex(of: UInt8(ascii: "\"")) else { preconditionFailure("no end") }
        let value = Substring(rest[..<end])
        rest = rest[end...].dropFirst()
        precondition(!name.hasPrefix("on") && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D })
        switch name {
        case "href": precondition(["http://", "https://", "mailto:", "tel:", "sms:", "#mail-"].contains { value.hasPrefix($0) })
        case "src", "background": precondition(isRemote || value.hasPrefix("data:image/"))
        case "id", "usemap": precondition(value.drop { $0 == "#" }.hasPrefix("mail-"))
        case "style": precondition(isRemote || !value.contains("url(") || value.contains("url('data:image/"))
        default: precondition(free.contains(name) || !value.contains(":") || name == "content" || name == "start", "\(name)=\(value)")
        }
    }
    precondition(rest.isEmpty || rest.elementsEqual("/".utf8))
}

private let known = Set(
    """
    a abbr acronym address area article aside b bdi bdo big blockquote body br caption center cite code col colgroup dd del details dfn dir div dl \
    dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 head header hgroup hr html i img ins kbd li main map mark menu meta nav ol p pre q rp rt \
    ruby s samp section small span strike strong style sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr
    """.split(separator: " "))
