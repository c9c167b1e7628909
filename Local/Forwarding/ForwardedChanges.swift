import Forwarding
import MIME
import Mail

/// The header fields in which two mails differ, for people.
public enum ForwardedChanges {
    /// `- Name: value` for a field of the first that the second does not have, `+ Name: value` for one that only the second has; in order.
    public static func lines(from original: Message, to forwarded: Message) -> [String] {
        var left = counts(forwarded)
        var lines = original.root.headers.compactMap { field -> String? in
            if let count = left[line(field)], count > 0 {
                left[line(field)] = count - 1
                return nil
            }
            return "- \(PrintableText.line(line(field), limit: 160))"
        }
        var right = counts(original)
        lines += forwarded.root.headers.compactMap { field in
            if let count = right[line(field)], count > 0 {
                right[line(field)] = count - 1
                return nil
            }
            return "+ \(PrintableText.line(line(field), limit: 160))"
        }
        return lines
    }

    private static func line(_ field: HeaderField) -> String { "\(field.name): \(field.value)" }

    private static func counts(_ message: Message) -> [String: Int] {
        message.root.headers.reduce(into: [:]) { $0[line($1), default: 0] += 1 }
    }
}
