import Crypto

/// A text of letters, digits, `_` and `-` in ASCII: what may stand in a tag of SES, in a key of the table and in the name of a file.
///
/// https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageTag.html
package enum PlainIdentifier {
    /// Whether a text is one, and no longer than so many bytes.
    package static func isPlain(_ text: String, limit: Int) -> Bool {
        (1...limit).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    /// The text itself where it is one, as ids of AWS always are, and otherwise a hash of it.
    package static func plain(_ text: String, limit: Int) -> String {
        isPlain(text, limit: limit) ? text : "x_\(Array(SHA256.hash(Array(text.utf8)).prefix(16)).hexadecimal)"
    }
}
