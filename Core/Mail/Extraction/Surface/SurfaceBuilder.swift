/// Lays characters out as a ``Surface``: white space waits until something follows it.
struct SurfaceBuilder {
    private enum Break: Int { case none, space, cell, line, paragraph }

    private(set) var surface: Surface
    private var pending = Break.none
    private var lineStart = 0
    private var lineBeginsParagraph = true
    private var lineHasText = false

    init(_ source: ExtractionSource, capacity: Int) {
        surface = Surface(source: source)
        surface.scalars.reserveCapacity(capacity)
        surface.folded.reserveCapacity(capacity)
        surface.offsets.reserveCapacity(capacity)
        surface.looks.reserveCapacity(capacity)
    }

    /// Where the next visible character goes, white space in front of it apart.
    var next: Int { surface.count + (pending == .none || surface.count == 0 ? 0 : 1) }

    private mutating func ask(_ kind: Break) {
        if kind.rawValue > pending.rawValue { pending = kind }
    }

    mutating func space() { ask(.space) }
    mutating func cell() { ask(.cell) }
    mutating func breakLine() { ask(.line) }
    mutating func breakParagraph() { ask(.paragraph) }

    /// A character of the source, whatever it is, but for line ends.
    mutating func append(_ scalar: Unicode.Scalar, at offset: Int, _ look: Surface.Look) {
        switch scalar.value {
        case 0x09, 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: space()
        case 0x0B, 0x0C, 0x85, 0x2028, 0x2029: breakLine()
        case 0..<0x20, 0x7F..<0xA0: break
        default: if let plain = Folding.plain(scalar) { write(plain, offset, look) }
        }
    }

    private mutating func write(_ scalar: Unicode.Scalar, _ offset: Int, _ look: Surface.Look) {
        if pending != .none {
            if surface.count > 0 {
                switch pending {
                case .none: break
                case .space: put(" ", offset, [])
                case .cell: put("\t", offset, [])
                case .line, .paragraph:
                    closeLine()
                    put("\n", offset, [])
                    lineStart = surface.count
                    lineBeginsParagraph = pending == .paragraph
                }
            }
            pending = .none
        }
        if !lineHasText, scalar.isTextual { lineHasText = true }
        put(scalar, offset, look)
    }

    private mutating func put(_ scalar: Unicode.Scalar, _ offset: Int, _ look: Surface.Look) {
        surface.scalars.append(scalar)
        surface.folded.append(Folding.fold(scalar))
        surface.offsets.append(Int32(truncatingIfNeeded: offset))
        surface.looks.append(look)
    }

    private mutating func closeLine() {
        surface.lines.append(
            Surface.Line(range: lineStart..<surface.count, beginsParagraph: lineBeginsParagraph, hasText: lineHasText))
        lineHasText = false
    }

    mutating func append(_ link: Surface.Link) { surface.links.append(link) }

    /// The surface, as far as it was written.
    mutating func finish(isCut: Bool) -> Surface {
        if lineStart < surface.count { closeLine() }
        surface.isCut = isCut
        return surface
    }
}
