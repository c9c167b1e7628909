import FoundationEssentials
import Testing

/// The attacks of `attacks.txt`, which the test in a browser reads as well.
struct Attack: Sendable, CustomTestStringConvertible {
    var name: String
    var html: String
    var testDescription: String { name }

    static let all: [Attack] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "attacks.txt")
        guard let data = try? Data(contentsOf: file) else { return [] }
        var result: [Attack] = []
        for line in String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("### ") {
                result.append(Attack(name: String(line.dropFirst(4)), html: ""))
            } else if let last = result.indices.last {
                result[last].html += (result[last].html.isEmpty ? "" : "\n") + characters(in: String(line))
            }
        }
        return result
    }()

    /// `{U+0000}` stands for a character.
    private static func characters(in line: String) -> String {
        var parts = line.split(separator: "{U+", omittingEmptySubsequences: false).map(String.init)
        var result = parts.removeFirst()
        for part in parts {
            let scalar = UInt32(part.prefix(4), radix: 16).flatMap(Unicode.Scalar.init)
            result.unicodeScalars.append(scalar ?? "?")
            result += part.dropFirst(5)
        }
        return result
    }
}
