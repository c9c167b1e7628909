import Synchronization

/// Counts what an invocation did. Written as one CloudWatch metric line when it ends; nothing goes over the network.
public final class InvocationMetrics: Sendable {
    /// What a number means to CloudWatch.
    public enum Unit: String, Sendable {
        case count = "Count"
        case milliseconds = "Milliseconds"
        case bytes = "Bytes"
    }

    struct Entry: Equatable {
        var name: String
        var unit: Unit
        var value: Double
    }

    /// CloudWatch takes no more in one line.
    static let limit = 80

    private let entries = Mutex<[Entry]>([])

    /// Nothing counted yet.
    public init() {}

    /// Adds to a counter of the function, such as `MailsStored`. Names are 1 to 255 visible ASCII characters; the runtime's own, such as
    /// `Duration`, are not counted.
    public func count(_ name: String, _ value: Int = 1) {
        add(name, Double(value), .count)
    }

    /// Adds to a sum in a unit.
    public func add(_ name: String, _ value: Double, _ unit: Unit) {
        guard value.isFinite, !MetricsLine.isOwn(name), (1...255).contains(name.utf8.count),
            name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return }
        entries.withLock { entries in
            if let index = entries.firstIndex(where: { $0.name == name }) {
                entries[index].value += value
            } else if entries.count < Self.limit {
                entries.append(Entry(name: name, unit: unit, value: value))
            }
        }
    }

    var all: [Entry] { entries.withLock { $0 } }
}
