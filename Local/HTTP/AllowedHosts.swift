import MailboxAPI

/// The names under which the server may be addressed.
///
/// A web page on another site can point its own name at 127.0.0.1 and then read this server's answers (DNS rebinding). Its requests carry that
/// name in the Host field, and are refused.
package struct AllowedHosts: Sendable {
    private let names: Set<String>

    package init(additional: [String]) {
        names = Set(["localhost", "127.0.0.1", "[::1]"] + additional.map { $0.lowercased() })
    }

    /// Whether a Host field, with or without a port, names this server.
    package func allows(_ host: String?) -> Bool {
        guard let host else { return false }
        let name = Self.withoutPort(host.lowercased())
        // The root's dot: `localhost.` is localhost.
        return names.contains(name.hasSuffix(".") ? String(name.dropLast()) : name)
    }

    /// Whether a page of this origin may send requests: those that this server could have served itself.
    package func allows(origin: String) -> Bool {
        for scheme in ["http://", "https://"] where origin.lowercased().hasPrefix(scheme) {
            return allows(String(origin.dropFirst(scheme.count)))
        }
        return false
    }

    /// Whether a name has a port behind it.
    static func hasPort(_ host: String) -> Bool { withoutPort(host) != host }

    private static func withoutPort(_ host: String) -> String {
        guard let colon = host.lastIndex(of: ":"), !host[colon...].contains("]") else { return host }
        let port = host[host.index(after: colon)...]
        return port.allSatisfy { $0.isASCII && $0.isNumber } ? String(host[..<colon]) : host
    }

    package static let foreignOrigin = Problem(
        status: 403, title: "Foreign origin", code: "foreign_origin", detail: "The request comes from a web page of another site.",
        hint: "Pages of other sites may not use this server.")

    package static let refusal = Problem(
        status: 421, title: "Wrong host", code: "wrong_host", detail: "This server is not addressed by the name in the Host field.",
        hint: "Use localhost or 127.0.0.1, or start Postroom with --allowed-host NAME.")
}
