import Mail

/// Where Parameter Store has an alias.
///
/// Names may have `a-zA-Z0-9_.-` and `/` between levels:
/// https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html
extension AliasKey {
    /// What all names of aliases begin with.
    public static let parameterPrefix = "/postroom/aliases/"

    private static let catchAllName = "_default"

    /// `/postroom/aliases/<domain>/<local-part>`, and `…/_default` for the catch-all.
    ///
    /// A byte that a name may not have is `_` and two hex digits, and so is `_` itself: the address `_default@…` is `_5fdefault` and no catch-all.
    public var parameterName: String {
        "\(Self.parameterPrefix)\(Self.escaped(domain))/\(localPart.map(Self.escaped) ?? Self.catchAllName)"
    }

    /// The key that a parameter's name stands for; nil when no key has this name.
    public init?(parameterName: String) {
        guard parameterName.hasPrefix(Self.parameterPrefix) else { return nil }
        let levels = parameterName.dropFirst(Self.parameterPrefix.count).split(separator: "/", omittingEmptySubsequences: false)
        guard levels.count == 2, let domain = Self.unescaped(levels[0]) else { return nil }
        let isCatchAll = levels[1] == Self.catchAllName
        guard let local = isCatchAll ? "" : Self.unescaped(levels[1]), isCatchAll || !local.isEmpty else { return nil }
        guard let key = try? AliasKey("\(local)@\(domain)") else { return nil }
        // There is one name for each key: `_61` is none for 'a'.
        guard key.parameterName == parameterName else { return nil }
        self = key
    }

    private static func escaped(_ text: String) -> String {
        var name = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"):
                name.unicodeScalars.append(Unicode.Scalar(byte))
            default: name += "_" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
            }
        }
        return name
    }

    /// nil when something follows `_` that is not a byte, or the bytes are no text.
    private static func unescaped(_ name: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = name.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "_") else {
                bytes.append(byte)
                continue
            }
            guard let escaped = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { return nil }
            rest = rest.dropFirst(2)
            bytes.append(escaped)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
