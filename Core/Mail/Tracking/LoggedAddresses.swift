import Crypto
import Mail

/// How the mail log shows addresses.
public enum LoggedAddresses: Sendable, Equatable {
    /// As they are, in lower case, so that one word finds all lines.
    case full
    /// As a code under a key and the domain: `~3f9a0c51d2e84b76@example.com`. Who has the key finds an address; nobody can try them out without it.
    case hashed(key: [UInt8])

    /// The fewest bytes of a key.
    public static let keyLength = 16

    /// What stands for an address. What was shown before stays as it is, and what is no address is hashed whole.
    public func shown(_ address: String) -> String {
        guard !address.isEmpty else { return address }
        let known = (try? EmailAddress(address)).map { DomainName.inHeader($0).key }
        guard case .hashed(let key) = self else { return known ?? address }
        guard let known else { return "~\(Self.code(address, key))" }
        if Self.isCode(known) { return known }
        return "~\(Self.code(known, key))@\(known.split(separator: "@").last ?? "")"
    }

    /// An entry as it is logged. In its detail, which a server somewhere has written, addresses are found and shown alike.
    public func shown(_ entry: MailLogEntry) -> MailLogEntry {
        var result = entry
        result.from = entry.from.map(shown)
        result.to = entry.to.map(shown)
        result.alias = entry.alias.map(shown)
        guard case .hashed = self else { return result }
        let locals = [entry.from, entry.to, entry.alias].compactMap { $0.flatMap { try? EmailAddress($0) }?.localPart.lowercased() }
        result.detail = entry.detail.map { detail($0, without: Set(locals)) }
        // Mail programs make it of an address, or of a name.
        result.messageID = entry.messageID.map(shown)
        return result
    }

    private func detail(_ text: String, without locals: Set<String>) -> String {
        var result = ""
        var word = ""
        func end() {
            // A full stop ends a sentence.
            let stops = word.reversed().prefix { $0 == "." }.count
            let bare = String(word.dropLast(stops))
            let isPart = bare.contains("@") || locals.contains(bare.lowercased())
            result += (isPart ? shown(bare) : bare) + String(repeating: ".", count: stops)
            word = ""
        }
        for character in text {
            if character.isLetter || character.isNumber || "@.!#$%&'*+-/=?^_`{|}~".contains(character) {
                word.append(character)
            } else {
                end()
                result.append(character)
            }
        }
        end()
        return result
    }

    private static func code(_ text: String, _ key: [UInt8]) -> String {
        Array(HMACSHA256.code(Array(text.utf8), key: key).prefix(8)).hexadecimal
    }

    private static func isCode(_ address: String) -> Bool {
        guard let local = address.split(separator: "@").first, local.utf8.first == UInt8(ascii: "~") else { return false }
        return local.utf8.count == 17 && local.dropFirst().allSatisfy { $0.isHexDigit }
    }
}
