import MIME
import Mail

/// New values of address fields, with as little changed as can be.
enum AddressFieldEdit {
    /// The value with the target in the alias's place; nil where the alias is not in it. What else is in it stays byte for byte, if its place is
    /// found.
    static func replacing(_ alias: EmailAddress, with target: EmailAddress, in field: HeaderField) -> FieldValue? {
        let groups = field.addressGroups
        guard groups.contains(where: { $0.addresses.contains { isSame($0.address, alias) } }) else { return nil }
        let value = unfolded(field.rawValue)
        let places = places(of: alias, in: value)
        if !places.isEmpty, value.allSatisfy({ $0 < 0x80 }) {
            var bytes: [UInt8] = []
            var start = 0
            for place in places {
                bytes += value[start..<place.lowerBound]
                bytes += target.description.utf8
                start = place.upperBound
            }
            bytes += value[start...]
            let edited = HeaderField(name: field.name, rawValue: bytes)
            let isReplaced = !edited.addresses.contains { isSame($0.address, alias) || !SESRules.takes($0.address) }
            if isReplaced, let result = try? FieldValue(raw: bytes) { return result }
        }
        return valid(groups, replacing: alias, with: target)
    }

    /// Whether SES takes each address of a field, and reads the same addresses as we do.
    static func isTaken(_ field: HeaderField) -> Bool {
        var log = DefectLog()
        FieldDecoder.noteDefects(name: Array(field.name.utf8).span, value: field.rawValue.span, &log)
        return !log.contains(.invalidAddress) && field.addresses.allSatisfy { SESRules.takes($0.address) }
    }

    /// The value with those of its addresses that SES takes; nil when there are none.
    static func valid(_ groups: [AddressGroup]) -> FieldValue? { written(groups) { $0 } }

    /// The same, with the target in the alias's place.
    static func valid(_ groups: [AddressGroup], replacing alias: EmailAddress, with target: EmailAddress) -> FieldValue? {
        written(groups) { isSame($0, alias) ? target.description : $0 }
    }

    /// Addresses that can be written, by their groups.
    private static func written(_ groups: [AddressGroup], _ change: (String) -> String) -> FieldValue? {
        let kept = groups.map { group in
            AddressGroup(
                name: group.name,
                addresses: group.addresses.compactMap { address in
                    let changed = Address(name: address.name, address: change(address.address), group: address.group)
                    guard SESRules.takes(changed.address), (try? FieldValue(addresses: [changed])) != nil else { return nil }
                    return changed
                })
        }
        guard kept.contains(where: { !$0.addresses.isEmpty }) else { return nil }
        return try? FieldValue(groups: kept)
    }

    private static func isSame(_ text: String, _ address: EmailAddress) -> Bool {
        (try? EmailAddress(text)).map { AliasKey($0) == AliasKey(address) } ?? false
    }

    /// A value on one line.
    static func unfolded(_ value: [UInt8]) -> [UInt8] { value.filter { $0 != 0x0D && $0 != 0x0A } }

    /// Where the address stands, outside of quotes and comments and not as a part of another.
    private static func places(of address: EmailAddress, in value: [UInt8]) -> [Range<Int>] {
        let wanted = Array(address.key.utf8)
        var places: [Range<Int>] = []
        var isQuoted = false
        var depth = 0
        var index = 0
        while index < value.count {
            switch value[index] {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "\"") where depth == 0: isQuoted.toggle()
            case UInt8(ascii: "(") where !isQuoted: depth += 1
            case UInt8(ascii: ")") where !isQuoted: depth = max(0, depth - 1)
            default:
                let end = index + wanted.count
                if !isQuoted, depth == 0, end <= value.count, index == 0 || !isAddressByte(value[index - 1]),
                    end == value.count || !isAddressByte(value[end]), value[index..<end].elementsEqual(wanted, by: { lowered($0) == $1 })
                {
                    places.append(index..<end)
                    index = end
                    continue
                }
            }
            index += 1
        }
        return places
    }

    private static func lowered(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

    private static func isAddressByte(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != 0x7F && !"<>()[]:;,\"".utf8.contains(byte)
    }
}
