import MIME

/// The links of a mail, each with the text that it is seen by: whether that names another host is known only at its end.
struct LinkTexts {
    private struct Link {
        var target: Address?
        var text: [UInt8] = []
        /// Where its start tags can get another attribute.
        var places: [Output.Place] = []
    }

    /// A name of a host has at most 253 characters.
    private static let longestText = 320

    private var links: [Link] = []

    mutating func add(_ target: Address?) -> Int {
        links.append(Link(target: target))
        return links.count - 1
    }

    mutating func addPlace(_ place: Output.Place, to link: Int) {
        guard link >= 0 else { return }
        links[link].places.append(place)
    }

    mutating func add(_ text: ArraySlice<UInt8>, to link: Int) {
        guard link >= 0, links[link].text.count < Self.longestText else { return }
        let visible = links[link].text.isEmpty ? text.drop(while: \.isHTMLSpace) : text
        links[link].text += visible.prefix(Self.longestText)
    }

    /// Marks the links whose text names another host than the one they lead to.
    func mark(in output: inout Output) -> [SafeHTML.MisleadingLink] {
        var result: [SafeHTML.MisleadingLink] = []
        for link in links {
            guard let host = link.target?.host, let shown = ShownHost.find(in: link.text), !ShownHost.isSame(shown, host) else { continue }
            result.append(SafeHTML.MisleadingLink(shownHost: shown, targetHost: host))
            var attributes: [UInt8] = []
            Markup.writeAttribute("title", Array(host.utf8), into: &attributes)
            Markup.writeAttribute("data-target-host", Array(host.utf8), into: &attributes)
            for place in link.places { output.write(attributes, to: place) }
        }
        return result
    }
}
