import MIME

/// An address of a mail that may stand in safe HTML, written so that a browser reads it as it was read here.
struct Address {
    enum Kind { case web, write, place, content, image }

    let kind: Kind
    /// For a place in the mail the name of that place, for content its id, otherwise the address.
    let text: [UInt8]
    /// Where it leads, for the web alone.
    let host: String?

    /// Reads the value of an attribute or of `url()`, references decoded; nil where it is none of the kinds, or no address.
    ///
    /// White space around it and line ends in it do not count (URL standard section 4.4): a browser would run `java<LF>script:` too.
    init?(_ value: [UInt8]) {
        guard let first = value.firstIndex(where: { $0 > 0x20 }), let last = value.lastIndex(where: { $0 > 0x20 }) else { return nil }
        var address: [UInt8] = []
        address.reserveCapacity(last - first + 1)
        for byte in value[first...last] where byte != ASCII.tab && byte != ASCII.lf && byte != ASCII.cr {
            guard byte >= 0x20, byte != 0x7F else { return nil }
            address.append(byte)
        }
        if address[0] == 0x23 {
            self.init(.place, Array(address.dropFirst()))
            return
        }
        if address.starts(with: [ASCII.slash, ASCII.slash]) { address = Array("https:".utf8) + address }
        guard let colon = address.prefix(12).firstIndex(of: ASCII.colon) else { return nil }
        let rest = address[(colon + 1)...]
        switch address[..<colon].loweredString {
        case "http": self.init(web: "http://", rest)
        case "https": self.init(web: "https://", rest)
        case "mailto": self.init(.write, Array("mailto:".utf8) + Self.encoded(rest))
        case "tel": self.init(.write, Array("tel:".utf8) + Self.encoded(rest))
        case "sms": self.init(.write, Array("sms:".utf8) + Self.encoded(rest))
        case "cid": self.init(.content, Self.decoded(rest))
        case "data":
            guard Self.isImage(rest) else { return nil }
            self.init(.image, Array("data:".utf8) + rest.filter { $0 != ASCII.space })
        default: return nil
        }
    }

    private init(_ kind: Kind, _ text: [UInt8], host: String? = nil) {
        self.kind = kind
        self.text = text
        self.host = host
    }

    // MARK: The web

    /// Any number of slashes and backslashes leads to the host in a browser.
    private init?(web scheme: String, _ address: ArraySlice<UInt8>) {
        let rest = address.drop { $0 == ASCII.slash || $0 == ASCII.backslash }
        let end = rest.firstIndex { $0 == ASCII.slash || $0 == ASCII.backslash || $0 == ASCII.question || $0 == 0x23 } ?? rest.endIndex
        guard let host = Self.host(rest[..<end]) else { return nil }
        let query = rest[end...].firstIndex { $0 == ASCII.question || $0 == 0x23 } ?? rest.endIndex
        let path = rest[..<query].map { $0 == ASCII.backslash ? ASCII.slash : $0 }
        self.init(.web, Array(scheme.utf8) + Self.encoded(path[...]) + Self.encoded(rest[query...]), host: host)
    }

    /// The host in small letters, without user, password and port; nil where it has what no host can have.
    private static func host(_ authority: ArraySlice<UInt8>) -> String? {
        let start = authority.lastIndex(of: ASCII.at).map { $0 + 1 } ?? authority.startIndex
        var host = decoded(authority[start...])[...]
        if host.first == ASCII.leftBracket {
            guard let end = host.firstIndex(of: ASCII.rightBracket), isPort(host[(end + 1)...]) else { return nil }
            host = host[...end]
        } else {
            let end = host.firstIndex(of: ASCII.colon) ?? host.endIndex
            guard isPort(host[end...]) else { return nil }
            host = host[..<end]
            let isRight = host.allSatisfy {
                $0.isLetter || $0.isDigit || $0 == ASCII.dot || $0 == ASCII.hyphen || $0 == ASCII.underscore || $0 >= 0x80
            }
            guard isRight else { return nil }
        }
        while host.last == ASCII.dot { host.removeLast() }
        return host.isEmpty ? nil : host.loweredString
    }

    /// Nothing, or a colon and a number.
    private static func isPort(_ text: ArraySlice<UInt8>) -> Bool {
        text.isEmpty || text.first == ASCII.colon && text.count <= 6 && text.dropFirst().allSatisfy(\.isDigit)
    }

    // MARK: Images

    /// `image/png;base64,…` and the like: nothing that can hold a script.
    private static func isImage(_ data: ArraySlice<UInt8>) -> Bool {
        guard let comma = data.prefix(40).firstIndex(of: ASCII.comma) else { return false }
        switch data[..<comma].loweredString {
        case "image/png;base64", "image/gif;base64", "image/jpeg;base64", "image/jpg;base64", "image/webp;base64": break
        default: return false
        }
        return data[(comma + 1)...].allSatisfy {
            $0.isLetter || $0.isDigit || $0 == ASCII.plus || $0 == ASCII.slash || $0 == ASCII.equals || $0 == ASCII.space
                || $0 == ASCII.percent
        }
    }

    /// An address that the page gives for an image: on the web, of the page, or the image itself.
    static func image(_ address: String) -> [UInt8]? {
        let bytes = Array(address.utf8)
        guard !bytes.isEmpty, bytes.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return nil }
        let scheme = bytes.prefix { $0 != ASCII.colon && $0 != ASCII.slash && $0 != ASCII.question && $0 != 0x23 }
        guard scheme.endIndex < bytes.endIndex, bytes[scheme.endIndex] == ASCII.colon else { return encoded(bytes[...]) }
        switch scheme.loweredString {
        case "http", "https", "blob": return encoded(bytes[...])
        case "data": return isImage(bytes[(scheme.endIndex + 1)...]) ? bytes : nil
        default: return nil
        }
    }

    // MARK: Encoding

    /// Percent-encodes what a browser would, and what could end the place where the address stands.
    private static func encoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for byte in bytes {
            switch byte {
            case 0...0x20, 0x7F, ASCII.quote, ASCII.less, ASCII.greater, ASCII.backslash, 0x60, 0x7B, 0x7D:
                result += [ASCII.percent, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: result.append(byte)
            }
        }
        return result
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    private static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == ASCII.percent, index + 2 < bytes.endIndex, let high = bytes[index + 1].hexValue,
                let low = bytes[index + 2].hexValue
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }
}
