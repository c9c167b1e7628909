import MIME

/// Writes the attributes of an element that may stay.
struct AttributeWriter {
    /// What the attributes say about the element besides.
    struct Result {
        /// The attributes, a space in front of each.
        var written: [UInt8] = []
        /// Where a link leads.
        var target: Address?
        /// What an image shows; nil where it has no address.
        var image: Images.Source?
        /// The description of an image.
        var alternative: [UInt8] = []
        var width: [UInt8] = []
        var height: [UInt8] = []
        var style: [UInt8] = []
        var classes: [UInt8] = []
    }

    let bytes: [UInt8]
    let images: Images

    /// - Parameter element: nil for `body` and `html`.
    func write(_ attributes: [HTMLTokenizer.Attribute], of element: Element?, style: StaticString = "", _ findings: inout Findings)
        -> Result
    {
        var result = Result()
        result.style = style.withUTF8Buffer { Array($0) }
        var seen: UInt64 = 0
        for attribute in attributes {
            guard let name = name(of: attribute, &findings), name.isAllowed(at: element) else { continue }
            // Of two with one name a browser takes the first, whatever it says.
            let bit = UInt64(1) << name.index
            guard seen & bit == 0 else { continue }
            seen |= bit
            let value = Markup.decode(bytes, attribute.value, isAttribute: true)
            write(name, value, of: element, into: &result, &findings)
        }
        if !result.style.isEmpty { Markup.writeAttribute("style", result.style, into: &result.written) }
        return result
    }

    private func name(of attribute: HTMLTokenizer.Attribute, _ findings: inout Findings) -> AttributeName? {
        if attribute.name.count <= AttributeName.longestName, let name = AttributeName.named(bytes[attribute.name].loweredString) {
            return name
        }
        noteHandler(attribute, &findings)
        return nil
    }

    private func noteHandler(_ attribute: HTMLTokenizer.Attribute, _ findings: inout Findings) {
        if attribute.name.count > 2, bytes[attribute.name].prefix(2).equalsIgnoringCase("on") { findings.note(.eventHandlers) }
    }

    /// Notes the event handlers of an element of which nothing is written.
    func noteHandlers(_ attributes: [HTMLTokenizer.Attribute], _ findings: inout Findings) {
        for attribute in attributes { noteHandler(attribute, &findings) }
    }

    private func write(
        _ name: AttributeName, _ value: [UInt8], of element: Element?, into result: inout Result, _ findings: inout Findings
    ) {
        switch name.value {
        case .text:
            if name == .alt { result.alternative = value }
            put(name, value, into: &result)
        case .word:
            let word = value.trimmingFWS()
            guard Self.isWord(word) else { return }
            put(name, word, into: &result)
        case .number:
            let number = value.trimmingFWS()
            guard Self.isNumber(number, isList: name == .coords) else { return }
            if name == .width { result.width = Array(number) }
            if name == .height { result.height = Array(number) }
            put(name, number, into: &result)
        case .colour:
            let colour = value.trimmingFWS()
            guard Self.isColour(colour) else { return }
            put(name, colour, into: &result)
        case .flag: put(name, name.rawValue.utf8, into: &result)
        case .own: writeOwn(name, value, into: &result, &findings)
        }
    }

    private func put(_ name: AttributeName, _ value: some Collection<UInt8>, into result: inout Result) {
        result.written.append(ASCII.space)
        result.written += name.rawValue.utf8
        result.written += [ASCII.equals, ASCII.quote]
        Markup.escape(value, isAttribute: true, into: &result.written)
        result.written.append(ASCII.quote)
    }

    // MARK: Values

    private static func isWord(_ value: ArraySlice<UInt8>) -> Bool {
        !value.isEmpty && value.count <= 40 && value.allSatisfy { $0.isLetter || $0.isDigit || $0 == ASCII.hyphen }
    }

    private static func isNumber(_ value: ArraySlice<UInt8>, isList: Bool) -> Bool {
        guard !value.isEmpty, value.count <= (isList ? 1000 : 16) else { return false }
        return value.allSatisfy {
            switch $0 {
            case ASCII.dot, ASCII.plus, ASCII.hyphen, ASCII.percent, ASCII.asterisk: true
            case ASCII.comma, ASCII.space: isList
            case 0x70, 0x78, 0x74, 0x50, 0x58, 0x54: !isList
            default: $0.isDigit
            }
        }
    }

    private static func isColour(_ value: ArraySlice<UInt8>) -> Bool {
        !value.isEmpty && value.count <= 64
            && value.allSatisfy {
                switch $0 {
                case 0x23, ASCII.leftParenthesis, ASCII.rightParenthesis, ASCII.comma, ASCII.dot, ASCII.percent, ASCII.space: true
                default: $0.isLetter || $0.isDigit
                }
            }
    }

    // MARK: Attributes with values of their own

    private func writeOwn(_ name: AttributeName, _ value: [UInt8], into result: inout Result, _ findings: inout Findings) {
        switch name {
        case .style:
            var reader = CSSReader(value, images: images)
            reader.declarations(inRule: false, into: &result.style, &findings)
        case .class:
            let names = value.split(whereSeparator: \.isHTMLSpace).filter(CSSSelector.isName).prefix(50)
            guard !names.isEmpty else { return }
            result.classes = Array(names.map { CSSSelector.prefix + $0 }.joined(separator: [ASCII.space]))
            put(name, result.classes, into: &result)
        case .id: putIdentifier(.id, value, into: &result)
        case .name: putIdentifier(.name, value, into: &result)
        case .usemap:
            guard value.first == 0x23, CSSSelector.isName(value.dropFirst()) else { return }
            put(name, [0x23] + CSSSelector.prefix + value.dropFirst(), into: &result)
        case .href: writeTarget(value, into: &result, &findings)
        case .src: result.image = images.source(of: Address(value), &findings)
        case .background:
            if case .shown(let address) = images.source(of: Address(value), &findings) { put(name, address, into: &result) }
        default: break
        }
    }

    /// A name that links of the mail lead to. The prefix keeps it from being a property of the document.
    private func putIdentifier(_ name: AttributeName, _ value: [UInt8], into result: inout Result) {
        guard CSSSelector.isName(value) else { return }
        put(name, CSSSelector.prefix + value, into: &result)
    }

    private func writeTarget(_ value: [UInt8], into result: inout Result, _ findings: inout Findings) {
        let address = Address(value)
        switch address?.kind {
        case .web, .write:
            put(.href, address?.text ?? [], into: &result)
            Markup.writeAttribute("target", "_blank".utf8, into: &result.written)
            Markup.writeAttribute("rel", "noopener noreferrer nofollow".utf8, into: &result.written)
            result.target = address
        case .place:
            let name = address?.text ?? []
            guard CSSSelector.isName(name) else { return }
            put(.href, [0x23] + CSSSelector.prefix + name, into: &result)
        case .content, .image, nil:
            if !value.isEmpty { findings.note(.addresses) }
        }
    }
}

extension AttributeName {
    fileprivate var index: Int { Self.indexes[self] ?? 0 }

    private static let indexes: [AttributeName: Int] = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
}
