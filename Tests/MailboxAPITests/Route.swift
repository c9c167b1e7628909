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

    static let all: [Route] = {
        let readable = [
            "", "/messages", "/messages?limit=1", "/messages/ID", "/messages/ID?mark_read=false", "/messages/ID/raw",
            "/messages/ID/parts/1",
        ]
        let deletable = ["", "/messages/ID"]
        return readable.flatMap { [Route(method: "GET", rest: $0), Route(method: "HEAD", rest: $0)] }
            + deletable.map { Route(method: "DELETE", rest: $0) }
    }()

    static let ofMessages = all.filter { $0.rest.contains("ID") }
    /// Those that read the raw mail.
    static let ofRawMail = ofMessages.filter { $0.method != "DELETE" }
}
