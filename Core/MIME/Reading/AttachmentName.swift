/// Names that are safe to show, and to offer when a file is saved.
enum AttachmentName {
    /// The longest file name that common file systems take.
    private static let maximumBytes = 255

    /// The last component of the name, without what could mislead a reader; nil when nothing is left.
    static func safe(_ name: String) -> String? {
        // Names of any length come in; what is behind this is cut off anyway.
        let tail = name.unicodeScalars.suffix(16 * maximumBytes)
        var scalars = String.UnicodeScalarView()
        for component in tail.split(whereSeparator: { $0 == "/" || $0 == "\\" }).reversed() {
            scalars = visible(component)
            if !scalars.isEmpty { break }
        }
        guard !scalars.isEmpty else { return nil }
        return shortened(scalars)
    }

    /// Drops control and formatting characters, makes white space single spaces, and trims it; dots at the end go too, so that `..` is nothing.
    private static func visible(_ component: some Sequence<Unicode.Scalar>) -> String.UnicodeScalarView {
        var result = String.UnicodeScalarView()
        var isSpacePending = false
        for scalar in component {
            let properties = scalar.properties
            if properties.isWhitespace {
                isSpacePending = !result.isEmpty
                continue
            }
            switch properties.generalCategory {
            // Joiners are letters' business in several scripts and in emoji; every other formatting character only hides something.
            case .format where scalar.value != 0x200C && scalar.value != 0x200D: continue
            case .control, .surrogate, .unassigned, .privateUse, .lineSeparator, .paragraphSeparator: continue
            default: break
            }
            if isSpacePending { result.append(" ") }
            isSpacePending = false
            result.append(scalar)
        }
        while let last = result.last, last == "." || last == " " { result.removeLast() }
        return result
    }

    /// At most 255 bytes of UTF-8; the extension stays.
    private static func shortened(_ scalars: String.UnicodeScalarView) -> String {
        let name = String(scalars)
        guard name.utf8.count > maximumBytes else { return name }
        let dot = scalars.lastIndex(of: ".")
        let ending = dot.map { String(scalars[$0...]) }.flatMap { $0.utf8.count <= 16 ? $0 : nil } ?? ""
        var result = ""
        var bytes = ending.utf8.count
        for scalar in scalars {
            bytes += UTF8.width(scalar)
            guard bytes <= maximumBytes else { break }
            result.unicodeScalars.append(scalar)
        }
        return result + ending
    }

    /// A name for an attachment that has none.
    static func made(for part: Part, _ kind: AttachedFile.Kind, _ type: ContentType) -> String {
        switch kind {
        case .message:
            let subject = part.children.first?.header("subject")?.value
            let name = subject.map { String($0.prefix(60)).replacingSlashes }.flatMap { safe($0) == nil ? nil : safe($0 + ".eml") }
            return name ?? "message.eml"
        case .calendar: return "invite.ics"
        case .tnef: return "winmail.dat"
        case .encryptedContent: return "encrypted.asc"
        case .pgpSignature: return "signature.asc"
        case .pgpKeys: return "keys.asc"
        case .smime: return "smime.p7m"
        case .smimeSignature: return "smime.p7s"
        default: return "attachment" + (MediaTypes.ending(of: type.essence).map { "." + $0 } ?? "")
        }
    }
}

extension String {
    /// A subject has no directories.
    fileprivate var replacingSlashes: String { String(map { $0 == "/" || $0 == "\\" ? "-" : $0 }) }
}

extension UTF8 {
    /// How many bytes a character takes.
    fileprivate static func width(_ scalar: Unicode.Scalar) -> Int {
        scalar.value < 0x80 ? 1 : scalar.value < 0x800 ? 2 : scalar.value < 0x10000 ? 3 : 4
    }
}
