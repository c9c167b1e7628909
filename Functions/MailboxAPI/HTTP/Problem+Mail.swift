extension Problem {
    /// The same answer for what is missing and for what belongs to somebody else, so that nobody learns which addresses exist.
    static let mailboxNotFound = Problem(
        status: 404, title: "No such mailbox", code: "mailbox_not_found",
        detail: "There is no open mailbox that this token opens at this address.",
        hint: "Check the address and the token; an expired mailbox is gone. POST /api/v1/mailboxes makes a new one.")

    static let messageNotFound = Problem(
        status: 404, title: "No such message", code: "message_not_found", detail: "The mailbox has no message of this id.",
        hint: "GET /api/v1/mailboxes/{address}/messages lists the messages.")

    static let noMessage = Problem(
        status: 404, title: "No message", code: "no_message", detail: "The mailbox has no message like that yet.",
        hint: "GET /api/v1/mailboxes/{address}/wait waits for one.")

    static let partNotFound = Problem(
        status: 404, title: "No such part", code: "part_not_found", detail: "The message has no part of this path.",
        hint: "'parts' of GET /api/v1/mailboxes/{address}/messages/{id} lists the paths.")

    static let bodyNotFound = Problem(
        status: 404, title: "No such body", code: "body_not_found", detail: "The message has no body of this kind.",
        hint: "'text' and 'html' of GET /api/v1/mailboxes/{address}/messages/{id} say what it has.")

    static let rawMailMissing = Problem(
        status: 410, title: "Raw mail is gone", code: "raw_mail_missing",
        detail: "The message is listed, but its raw mail was deleted from the storage.",
        hint: "Delete the message; it cannot be read any more.")

    static let keyNotFound = Problem(
        status: 404, title: "No such key", code: "key_not_found", detail: "Your account has no API key of this id.",
        hint: "GET /api/v1/keys lists the keys.")
}
