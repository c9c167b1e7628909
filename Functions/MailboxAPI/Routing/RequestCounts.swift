import Synchronization

/// What was answered, for `/metrics`.
final class RequestCounts: Sendable {
    private struct Key: Hashable {
        var method: String
        var path: String
        var status: Int
    }

    private let counts = Mutex<[Key: Int]>([:])

    /// Counts an answer; what fits no route is one of no path, since anybody can make those up.
    func count(method: String?, path: String?, status: Int) {
        counts.withLock { $0[Key(method: method ?? "", path: path ?? "", status: status), default: 0] += 1 }
    }

    /// In Prometheus' text format, version 0.0.4.
    var text: String {
        let lines = counts.withLock { counts in
            counts.map { key, count in
                "postroom_http_requests_total{method=\"\(key.method)\",path=\"\(key.path)\",status=\"\(key.status)\"} \(count)\n"
            }
        }
        return "# HELP postroom_http_requests_total Answers by method, path and status.\n# TYPE postroom_http_requests_total counter\n"
            + lines.sorted().joined()
    }
}
