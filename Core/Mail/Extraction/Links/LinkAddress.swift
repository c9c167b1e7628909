/// An address taken apart, as far as it tells what it is for.
struct LinkAddress {
    /// Small, without user, port and `www.`.
    let host: String
    let isWeb: Bool
    let isMail: Bool
    /// What the words of path and query say.
    let purposes: Set<LinkPurpose>
    /// Whether something in it is too random to be written by a person: it works for one recipient.
    let hasToken: Bool
    /// Whether it is the same for everybody, by the look of it: no parameters, no numbers.
    let isGeneral: Bool
    /// Whether it leads to a front page.
    let isBare: Bool

    /// How much of an address is looked at.
    private static let reach = 2048

    init(_ url: String) {
        let bytes = Array(url.utf8.prefix(Self.reach))
        let colon = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.count
        let scheme = String(decoding: bytes[..<colon], as: UTF8.self).lowercased()
        isMail = scheme == "mailto"
        isWeb = scheme == "http" || scheme == "https"
        var start = min(colon + 1, bytes.count)
        if isWeb { while start < bytes.count, bytes[start] == UInt8(ascii: "/") { start += 1 } }
        let end =
            bytes[start...].firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? bytes.count
        host = isWeb ? Self.host(String(decoding: bytes[start..<end], as: UTF8.self)) : ""
        let rest = bytes[end...]
        isBare = rest.count { $0 != UInt8(ascii: "/") } < 2
        var purposes: Set<LinkPurpose> = []
        var hasToken = false
        for word in rest.split(whereSeparator: Self.isSeparator) {
            if let purpose = Self.purpose(word) { purposes.insert(purpose) }
            if Self.isToken(word) { hasToken = true }
        }
        // The name of the host says it as well: `unsubscribe.example.com`.
        if isWeb, host.hasPrefix("unsub") || host.hasPrefix("optout") { purposes.insert(.unsubscribe) }
        self.purposes = purposes
        self.hasToken = hasToken
        let parameters = rest.firstIndex(of: UInt8(ascii: "?")).map { rest[$0...] } ?? []
        let hasValue = parameters.split { $0 == UInt8(ascii: "&") }.contains { parameter in
            parameter.firstIndex(of: UInt8(ascii: "=")).map { parameter[$0...].count > 4 } ?? false
        }
        isGeneral = !hasToken && !hasValue && !rest.contains { $0 &- 0x30 < 10 }
    }

    /// The name of a host as addresses and texts are compared by.
    static func host(_ authority: String) -> String {
        var host = Substring(authority.lowercased())
        if let at = host.lastIndex(of: "@") { host = host[host.index(after: at)...] }
        if let colon = host.firstIndex(of: ":") { host = host[..<colon] }
        if host.hasPrefix("www.") { host = host.dropFirst(4) }
        while host.hasSuffix(".") { host = host.dropLast() }
        return String(host)
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "&"), UInt8(ascii: "="), UInt8(ascii: "#"), UInt8(ascii: "."),
            UInt8(ascii: "%"), UInt8(ascii: "+"),
            UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "!"), UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "~"):
            true
        default: false
        }
    }

    /// What a word of an address says, dashes and underscores in it left out.
    private static func purpose(_ bytes: ArraySlice<UInt8>) -> LinkPurpose? {
        guard bytes.count <= 40 else { return nil }
        let word = String(decoding: bytes.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") }, as: UTF8.self).lowercased()
        func has(_ parts: [String]) -> Bool { parts.contains { word.contains($0) } }
        if has(["unsub", "optout", "desinscri", "abmeld", "uitschrijv", "descadastr", "unsuscribe", "listmanage", "emailpreferences"]) {
            return .unsubscribe
        }
        if has([
            "reset", "passwordrecover", "recoverpassword", "forgot", "newpassword", "setpassword", "changepassword", "passwordchange",
            "recovery", "zuruecksetzen", "motdepasse", "passwort", "recuperar", "restablecer", "redefinir", "wachtwoord", "createpassword",
        ]) {
            return .reset
        }
        if has([
            "magic", "passwordless", "onetimelogin", "loginlink", "signinlink", "emaillogin", "emailsignin", "loginwith", "signinwith",
            "otplogin", "ottlogin",
        ]) {
            return .magic
        }
        if has([
            "verif", "confirm", "activat", "validat", "optin", "doi", "bestaetig", "bestatig", "aktivier", "validation", "activar",
            "ativar", "conferma", "attiva", "bevestig", "potwierd", "aktyw", "dogrula", "onay", "confirmacion",
        ]) {
            // `doi` is part of other words.
            return word.contains("doi") && word != "doi" && !has(["verif", "confirm", "activat", "validat"]) ? nil : .verify
        }
        if has(["invit", "einladung", "convite", "uitnodig", "zaprosz", "davet", "joinorg", "jointeam", "acceptinv"]) || word == "accept"
            || word == "join"
        {
            return .invite
        }
        if [
            "login", "signin", "auth", "session", "sso", "callback", "anmelden", "connexion", "logowanie", "entrar", "acceder", "accedi",
            "inloggen", "otp", "ott",
        ].contains(word) {
            return .magic
        }
        return nil
    }

    /// Sixteen letters and digits in a mixture that no word has; eight of hexadecimal or with both cases and digits.
    private static func isToken(_ word: ArraySlice<UInt8>) -> Bool {
        var letters = 0, capitals = 0, digits = 0, changes = 0
        var previous = 0
        for byte in word {
            let kind: Int
            switch byte {
            case 0x30...0x39: (kind, digits) = (1, digits + 1)
            case 0x41...0x5A: (kind, capitals) = (2, capitals + 1)
            case 0x61...0x7A: (kind, letters) = (3, letters + 1)
            default: kind = previous
            }
            if kind != previous, previous != 0 { changes += 1 }
            previous = kind
        }
        let count = letters + capitals + digits
        if count >= 16, digits >= 2 || capitals >= 3 && letters >= 3 && changes >= 5 { return true }
        return count >= 6 && digits >= 2 && changes >= 3 || count >= 8 && changes >= 2 && digits >= 3
    }

    // MARK: What a text says

    /// The host that a text names, when it is an address; nil when it is not.
    static func host(namedBy text: String) -> String? {
        var text = text.lowercased()
        if text.utf8.count > 512 { return nil }
        while let last = text.unicodeScalars.last, !last.isAlphanumeric, last != "/" { text.unicodeScalars.removeLast() }
        while let first = text.unicodeScalars.first, !first.isTextual { text.unicodeScalars.removeFirst() }
        guard !text.contains(" ") else { return nil }
        var rest = Substring(text)
        let hasScheme = rest.hasPrefix("http://") || rest.hasPrefix("https://")
        if hasScheme { rest = rest[rest.index(after: rest.firstIndex(of: ":") ?? rest.startIndex)...].drop { $0 == "/" } }
        guard hasScheme || !rest.contains("@") else { return nil }
        let name = host(String(rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }))
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }), let last = labels.last, last.unicodeScalars.count >= 2 else {
            return nil
        }
        guard last.unicodeScalars.allSatisfy({ $0.isTextual && !$0.isDigit }) || last.hasPrefix("xn--") else { return nil }
        // `Node.js` and `report.pdf` are names as well.
        guard hasScheme || rest.contains("/") || labels.count >= 3 || domains.contains(String(last)) else { return nil }
        return name
    }

    /// Endings that make two words with a dot a host.
    private static let domains: Set<String> = [
        "com", "org", "net", "io", "co", "app", "dev", "example", "test", "de", "fr", "es", "it", "nl", "pl", "ru", "uk", "eu", "us", "jp",
        "cn", "kr", "br",
        "info", "biz", "shop", "online", "me", "ai", "se", "ch", "at", "be", "tr", "in", "il", "pt", "cz", "ua", "gov", "edu", "cloud",
        "tech", "bank",
    ]

    /// Whether two hosts belong together: one is inside the other, or both are in the same domain.
    static func areRelated(_ one: String, _ other: String) -> Bool {
        if one == other || one.hasSuffix("." + other) || other.hasSuffix("." + one) { return true }
        return domain(one) == domain(other)
    }

    /// The last two labels of a host, three where the second says nothing: `example.co.uk`. Without a list of public suffixes it is a guess.
    private static func domain(_ host: String) -> Substring {
        let labels = host.split(separator: ".")
        guard labels.count > 2 else { return Substring(host) }
        let second = labels[labels.count - 2]
        let kept =
            second.count <= 3 && labels[labels.count - 1].count == 2 || ["com", "co", "org", "net", "gov", "ac"].contains(second) ? 3 : 2
        return labels.suffix(kept).joined(separator: ".")[...]
    }
}
