import MIME
import Mail

/// The name under which a forwarded mail comes: it tells who wrote it, although From has to be the alias, or DMARC would fail.
enum ForwardedFrom {
    /// Bytes of UTF-8 that the sender's name, and the sender's address, have at most.
    private static let partBytes = 64

    /// The display name for an author; empty where the format has none.
    static func name(of author: Address?, _ format: Alias.FromFormat) -> String {
        let name = shortened(author?.name ?? "")
        // A second address in From would be taken for the author by some readers, and refused by others.
        let address = shortened((author?.address ?? "").split(separator: "@", omittingEmptySubsequences: false).joined(separator: " at "))
        switch format {
        case .aliasOnly: return ""
        case .name: return name.isEmpty ? address : name
        case .addressOnly: return address
        case .nameAndAddress: return name.isEmpty || address.isEmpty ? name + address : "\(name) - \(address)"
        }
    }

    /// What can be seen of a text, cut between characters.
    private static func shortened(_ text: String) -> String {
        let visible = String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0 == "@" ? " " : $0 }.filter { $0 == " " || !$0.isInvisible }))
        let words = visible.split(separator: " ").joined(separator: " ")
        guard words.utf8.count > partBytes else { return words }
        var result = ""
        for character in words {
            guard result.utf8.count + character.utf8.count <= partBytes - "…".utf8.count else { break }
            result.append(character)
        }
        return result + "…"
    }
}
