import MIME

/// What stands for an image that is not shown: a box of its size, with its description as text.
struct Placeholder {
    /// The attributes of the box.
    var attributes: [UInt8] = []

    init(_ image: AttributeWriter.Result) {
        var style: [UInt8] = []
        let width = Self.length("width", image.width, into: &style)
        let height = Self.length("height", image.height, into: &style)
        // What counts readers is nothing to look at.
        let isPixel = min(width ?? .max, height ?? .max) <= 3
        var classes = Array(Self.name(image.image, isPixel: isPixel).utf8)
        if !image.classes.isEmpty { classes += [ASCII.space] + image.classes }
        Markup.writeAttribute("class", classes, into: &attributes)
        if case .blocked(let address) = image.image { Markup.writeAttribute("data-image", address.text, into: &attributes) }
        style += image.style
        if !style.isEmpty { Markup.writeAttribute("style", style, into: &attributes) }
    }

    private static func name(_ source: Images.Source?, isPixel: Bool) -> String {
        if isPixel { return "blocked-pixel" }
        if case .blocked = source { return "blocked-image" }
        return "missing-image"
    }

    /// Writes the length that an attribute such as `600`, `600px` or `100%` has; the number where it is one of pixels.
    private static func length(_ property: StaticString, _ value: [UInt8], into style: inout [UInt8]) -> Int? {
        let digits = value.prefix(while: \.isDigit)
        let unit = value[digits.endIndex...].loweredString
        guard !digits.isEmpty, digits.count <= 5, unit.isEmpty || unit == "px" || unit == "%" else { return nil }
        property.withUTF8Buffer { style.append(contentsOf: $0) }
        style.append(ASCII.colon)
        style += digits
        style += unit == "%" ? [ASCII.percent] : [0x70, 0x78]
        style.append(ASCII.semicolon)
        return unit == "%" ? nil : Int(String(decoding: digits, as: UTF8.self))
    }
}
