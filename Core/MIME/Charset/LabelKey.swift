/// What two labels of one charset have in common: the hash of their letters, in lower case, and digits.
///
/// A hash alone is enough: who finds another text with the same one has found one more label. No label costs an allocation.
struct LabelKey: Hashable {
    private let hash: UInt64

    /// The key of a label; nil where no letter or digit is left, or there is what cannot be part of a label.
    init?(_ label: some Sequence<UInt8>) {
        self.init(label, skipping: 0)
    }

    /// The key of a label's rest behind a leading `x`, as names in private use have it; nil when it has none.
    init?(withoutX label: some Sequence<UInt8>) {
        guard label.first(where: \.isLabelCharacter)?.lowered == 0x78 else { return nil }
        self.init(label, skipping: 1)
    }

    private init?(_ label: some Sequence<UInt8>, skipping: Int) {
        // FNV-1a.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var count = 0
        for byte in label {
            if byte.isLabelCharacter {
                count += 1
                if count > 40 { return nil }
                if count > skipping { hash = (hash ^ UInt64(byte.lowered)) &* 0x100_0000_01B3 }
            } else if byte >= 0x80 {
                return nil
            } else if count > 0, byte == ASCII.semicolon || byte == ASCII.comma || byte == ASCII.quote || byte == ASCII.dollar {
                break
            }
        }
        guard count > skipping else { return nil }
        self.hash = hash
    }
}

extension UInt8 {
    fileprivate var isLabelCharacter: Bool { isLetter || isDigit }
}
