/// Text from outside made safe for a terminal or a line of a log: somebody else chose every character of it.
public enum PrintableText {
    /// Control characters, bidirectional overrides and line ends are shown as escapes; what is longer than `limit` characters is cut.
    public static func line(_ text: String, limit: Int = 200) -> String {
        var result = ""
        var count = 0
        for scalar in text.unicodeScalars {
            guard count < limit else { return result + "…" }
            count += 1
            switch scalar {
            case "\t": result += " "
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case _ where isHidden(scalar): result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .spaceSeparator: false
        case .privateUse: true
        default: scalar.isInvisible
        }
    }
}
