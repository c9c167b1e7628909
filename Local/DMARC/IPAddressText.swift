import Glibc

/// Addresses of IPv4 and IPv6 as text.
enum IPAddressText {
    /// The one way to write an address, so that the same one is the same text; nil when it is none.
    static func canonical(_ text: String) -> String? {
        guard text.utf8.count < Int(INET6_ADDRSTRLEN), !text.utf8.contains(0) else { return nil }
        let family = text.utf8.contains(UInt8(ascii: ":")) ? AF_INET6 : AF_INET
        var address = in6_addr()
        var written = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_pton(family, text, &address) == 1, inet_ntop(family, &address, &written, socklen_t(written.count)) != nil else {
            return nil
        }
        return String(decoding: written.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
