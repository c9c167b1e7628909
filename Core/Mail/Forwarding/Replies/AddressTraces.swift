import MIME
import Mail

/// Finds addresses that must not be seen, in whatever way a header may have them.
struct AddressTraces {
    private let keys: Set<AliasKey>
    /// The addresses as they are written, in lower case.
    private let written: [[UInt8]]
    /// Other ways to write them, in the form of ``squeezed(_:)``.
    private let squeezed: [[UInt8]]

    init(_ addresses: [EmailAddress]) {
        keys = Set(addresses.map { AliasKey($0) })
        var written: Set<String> = []
        for address in addresses { written.formUnion([address.key, AliasKey(address).description]) }
        // An order of its own, so that the same mail makes the same bytes.
        self.written = written.sorted().map { Array($0.utf8) }
        var squeezed: Set<[UInt8]> = []
        for text in written {
            guard let at = text.lastIndex(of: "@") else { continue }
            let (local, domain) = (text[..<at], text[text.index(after: at)...])
            // In URLs, in quoted-printable, in envelope senders that name a recipient, in names that we have made.
            for sign in ["@", "%40", "=40", "=", "at"] { squeezed.insert(Self.squeezed("\(local)\(sign)\(domain)")) }
        }
        self.squeezed = squeezed.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// Whether one of the addresses is meant.
    func has(_ text: String) -> Bool { (try? EmailAddress(text)).map { keys.contains(AliasKey($0)) } ?? false }

    /// Whether a field has one of the addresses, in its name or its value: in any letter case, folded anywhere, in encoded-words, quotes or
    /// comments. It may find what only looks alike.
    func isIn(_ field: HeaderField) -> Bool {
        isIn(field.name) || isIn(String(decoding: field.rawValue, as: UTF8.self)) || isIn(field.value)
            || field.addresses.contains { has($0.address) || isIn($0.name) }
    }

    /// The same for text.
    func isIn(_ text: String) -> Bool {
        let bytes = Self.squeezed(text)
        return squeezed.contains { Self.find($0, in: bytes[...]) != nil }
    }

    /// Whether a field that is to be sent has one of the addresses as it is, and not as a part of another.
    func isWritten(in field: HeaderField) -> Bool {
        isWritten(in: String(decoding: AddressFieldEdit.unfolded(field.rawValue), as: UTF8.self)) || isWritten(in: field.value)
            || isWritten(in: field.name)
    }

    /// The same for text.
    func isWritten(in text: String) -> Bool {
        let bytes = Array(text.lowercased().utf8)
        return written.contains { Self.place($0, in: bytes, from: 0) != nil }
    }

    /// The text with another address in the place of each.
    func replacing(in text: String, with address: EmailAddress) -> String {
        var bytes = Array(text.utf8)
        // ASCII alone: other letters change their length with their case.
        for wanted in written where wanted.allSatisfy({ $0 < 0x80 }) {
            var start = 0
            while let place = Self.place(wanted, in: bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }, from: start) {
                bytes.replaceSubrange(place, with: address.description.utf8)
                start = place.lowerBound + address.description.utf8.count
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: Search

    /// Text without what may stand between the characters of an address.
    private static func squeezed(_ text: String) -> [UInt8] {
        text.lowercased().utf8.filter { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    }

    private static func find(_ wanted: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = wanted.first, bytes.count >= wanted.count else { return nil }
        for index in bytes.startIndex...(bytes.endIndex - wanted.count) where bytes[index] == first {
            if bytes[index..<(index + wanted.count)].elementsEqual(wanted) { return index }
        }
        return nil
    }

    /// Where an address stands that is not a part of another.
    private static func place(_ wanted: [UInt8], in bytes: [UInt8], from start: Int) -> Range<Int>? {
        var start = start
        while start < bytes.count, let index = find(wanted, in: bytes[start...]) {
            let end = index + wanted.count
            let isBegin = index == 0 || !isLocalByte(bytes[index - 1])
            let isEnd =
                end == bytes.count
                || !isDomainByte(bytes[end]) && !(bytes[end] == 0x2E && end + 1 < bytes.count && isDomainByte(bytes[end + 1]))
            if isBegin, isEnd { return index..<end }
            start = index + 1
        }
        return nil
    }

    private static func isLocalByte(_ byte: UInt8) -> Bool { isDomainByte(byte) || "!#$%&'*+/=?^_`{|}~.".utf8.contains(byte) }

    private static func isDomainByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x2D,
            0x80...:
            true
        default: false
        }
    }
}
