import Crypto

extension ForwardingKey {
    /// 80 bits of a code as 16 characters, for where there is little room.
    func mark(_ purpose: String, _ text: String) -> String { Base32.encode(code(purpose, text).prefix(10)) }

    /// How many characters a mark has.
    static let markLength = 16

    /// Whether a text is the mark.
    func isMark(_ given: some StringProtocol, _ purpose: String, _ text: String) -> Bool {
        ConstantTime.equal(Array(given.utf8), Array(mark(purpose, text).utf8))
    }
}
