import MailboxAPI

/// Every route of the API that belongs to a mailbox.
struct Route: Sendable, CustomStringConvertible {
    var method: String
    /// What follows the mailbox's path; `ID` stands for a message.
    var rest: String

    var description: String { "\(method) …\(rest)" }

    func target(_ mailbox: Host.Opened, message: String) -> String { target(mailbox.path, message: message) }

    func target(_ path: String, message: String) -> String {
        path + (rest.split(separator: "ID", omittingEmptySubsequences: false).joined(separator: message))
    }

    /// All that a mailbox's token opens: whoever adds a route adds it to the tests of isolation too.
    static let all: [Route] = {
        let prefix = "/api/v1/mailboxes/{address}"
        let own = MailboxAPI.operations.filter { $0.path.hasPrefix(prefix) }.flatMap { method, path in
            let rest = path.dropFirst(prefix.utf8.count).split(separator: "/").map { ["{id}": "ID", "{path}": "1"][$0] ?? String($0) }
            let route = Route(method: method, rest: rest.map { "/\($0)" }.joined() + (queries[path] ?? ""))
            return method == "GET" ? [route, Route(method: "HEAD", rest: route.rest)] : [route]
        }
        return own + [Route(method: "GET", rest: "/messages?limit=1"), Route(method: "GET", rest: "/messages/ID?mark_read=false")]
    }()

    /// The statuses of an answer to who may: a change without fields is refused for that alone, and the mail has no HTML.
    var works: Set<Int> {
        method == "PATCH" ? [422] : rest.hasSuffix("/html") ? [404] : method == "DELETE" && !rest.contains("?") ? [204] : [200]
    }

    /// Without which a route would not be asked what it is asked.
    private static let queries = [
        "/api/v1/mailboxes/{address}/wait": "?timeout=0", "/api/v1/mailboxes/{address}/messages": "?all=true",
        "/api/v1/mailboxes/{address}/messages/batch": "?action=read&ids=ID",
    ]

    static let ofMessages = all.filter { $0.rest.contains("/ID") }
    /// Those that read the raw mail.
    static let ofRawMail = ofMessages.filter { ["GET", "HEAD"].contains($0.method) && !$0.rest.hasSuffix("/auth") }
}
