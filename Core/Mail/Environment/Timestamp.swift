import MIME

/// A point in time in milliseconds, as stored and compared everywhere in the domain.
public struct Timestamp: Sendable, Hashable, Comparable, Codable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public var millisecondsSince1970: Int64

    /// Creates a point in time.
    public init(millisecondsSince1970: Int64) {
        self.millisecondsSince1970 = millisecondsSince1970
    }

    /// Reads a time in any of the shapes that ``DateTime`` knows, with the fraction of a second that RFC 3339 may have.
    ///
    /// nil when it names no day.
    public init?(_ text: String) {
        guard let time = DateTime(text) else { return nil }
        var digits = ""
        if let dot = text.lastIndex(of: ".") {
            digits = String(text[text.index(after: dot)...].prefix { $0.isASCII && $0.isNumber }.prefix(3))
        }
        let fraction = Int64(digits + String(repeating: "0", count: 3 - digits.count)) ?? 0
        millisecondsSince1970 = Int64(time.secondsSince1970) * 1000 + fraction
    }

    /// Reads the number of milliseconds.
    public init(from decoder: any Decoder) throws {
        millisecondsSince1970 = try decoder.singleValueContainer().decode(Int64.self)
    }

    /// Writes the number of milliseconds.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(millisecondsSince1970)
    }

    /// RFC 3339 in UTC with milliseconds: `2026-11-21T08:30:00.250Z`.
    public var rfc3339: String {
        var (seconds, milliseconds) = Int(millisecondsSince1970).quotientAndRemainder(dividingBy: 1000)
        if milliseconds < 0 {
            seconds -= 1
            milliseconds += 1000
        }
        let fraction = String(1000 + milliseconds).dropFirst()
        return "\(DateTime(secondsSince1970: seconds, offsetMinutes: 0).rfc3339.dropLast()).\(fraction)Z"
    }

    /// The point `minutes` later; the farthest one there is when the sum is too large.
    public func adding(minutes: Int) -> Timestamp {
        let (product, overflow) = Int64(minutes).multipliedReportingOverflow(by: 60_000)
        let (sum, sumOverflow) = millisecondsSince1970.addingReportingOverflow(product)
        return Timestamp(millisecondsSince1970: overflow || sumOverflow ? (minutes < 0 ? .min : .max) : sum)
    }

    /// The point that much later, to the millisecond.
    public func adding(_ duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        return Timestamp(millisecondsSince1970: millisecondsSince1970 + seconds * 1000 + attoseconds / 1_000_000_000_000_000)
    }

    /// Earlier comes first.
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.millisecondsSince1970 < right.millisecondsSince1970 }
}
