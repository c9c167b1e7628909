import LambdaRuntime
import Testing

@Suite struct LogRedactionTests {
    @Test(arguments: [
        ("mail for jane.doe@example.com came", "mail for j…@example.com came"),
        ("<jane@example.com>, bob+tag@mail.example.org;", "<j…@example.com>, b…@mail.example.org;"),
        ("jürgen@bücher.example", "j…@bücher.example"),
        ("a@b", "a…@b"),
        ("jane@example.com@other.example", "j…@e…@other.example"),
        ("no address: @ alone, x@ and @y", "no address: @ alone, x@ and @y"),
        ("j…@example.com", "j…@example.com"),
        ("nothing here", "nothing here"),
        ("", ""),
    ])
    func `Addresses are shortened to what a reader needs`(_ text: String, _ expected: String) {
        #expect(LogRedaction.redact(text) == expected)
    }

    @Test(arguments: [
        ("Authorization: Bearer abc.def-123 sent", "Authorization: Bearer [redacted] sent"),
        ("bearer   tok en", "bearer   [redacted] en"),
        ("\"Bearer secret\"", "\"Bearer [redacted]"),
        ("a bearer", "a bearer"),
    ])
    func `Tokens are left out, also where content may be logged`(_ text: String, _ expected: String) {
        #expect(LogRedaction.redact(text) == expected)
        #expect(LogRedaction.redact(text, keepsAddresses: true) == expected)
    }

    @Test func `Addresses stay where content may be logged`() {
        #expect(LogRedaction.redact("jane@example.com", keepsAddresses: true) == "jane@example.com")
    }

    @Test(arguments: ["token", "session_token", "Authorization", "client-secret", "db_password", "Set-Cookie", "X-Api-Key", "apiKey"])
    func `Names that tell of a secret are known`(_ key: String) { #expect(LogRedaction.isSecret(key: key)) }

    @Test(arguments: ["message", "to", "tokens_used", "requestId"])
    func `Other names are not`(_ key: String) { #expect(!LogRedaction.isSecret(key: key)) }
}
