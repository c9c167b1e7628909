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
        (#"to "john.doe"@example.com"#, "to j…@example.com"),
        (#"said "hello" to "john doe"@example.com, "x\"y"@example.com"#, #"said "hello" to j…@example.com, x…@example.com"#),
        (#"jane."doe"@example.com"#, "j…@example.com"),
        ("jane@[192.0.2.7] and bob@[IPv6:2001:db8::1]", "j…@[192.0.2.7] and b…@[IPv6:2001:db8::1]"),
        ("https://example.com/?to=jim%40example.com&cc=bob%40example.org", "https://example.com/?to=j…%40example.com&cc=b…%40example.org"),
        ("jim%2540example.com", "j…%2540example.com"),
        ("100% %4 %40 %", "100% %4 %40 %"),
    ])
    func `Addresses are shortened to what a reader needs`(_ text: String, _ expected: String) {
        #expect(LogRedaction.redact(text) == expected)
    }

    @Test(arguments: [
        ("Authorization: Bearer abc.def-123 sent", "Authorization: [redacted]"),
        ("authorization:Basic dTpw\r\nHost: x", "authorization:[redacted]\r\nHost: x"),
        ("Proxy-Authorization: Digest username=\"u\", response=\"r\"\nnext", "Proxy-Authorization: [redacted]\nnext"),
        ("sent Authorization = AWS4-HMAC-SHA256 Credential=AKIA/x, Signature=abc", "sent Authorization = [redacted]"),
        (#"{"Authorization": "Basic \"abc", "to": "x"}"#, #"{"Authorization": "[redacted]", "to": "x"}"#),
        (
            #"{\"headers\":{\"authorization\":\"Basic abc\",\"to\":\"x\"}}"#,
            #"{\"headers\":{\"authorization\":\"[redacted]\",\"to\":\"x\"}}"#
        ),
        (#"{"cookies": ["a=b", "c"], "to": ["x"]}"#, #"{"cookies": [redacted], "to": ["x"]}"#),
        ("Cookie: a=b; c=d", "Cookie: [redacted]"),
        ("bearer   tok en", "bearer   [redacted] en"),
        ("Bearer\ttok\nen", "Bearer\t[redacted]\nen"),
        ("BEARER\u{A0}tok\u{3000}en", "BEARER\u{A0}[redacted]\u{3000}en"),
        ("Bearer%20tok en", "Bearer%20[redacted] en"),
        ("\"Bearer secret\"", "\"Bearer [redacted]\""),
        ("a bearer", "a bearer"),
        ("forbearer x", "forbearer x"),
        (
            "GET https://b.s3.amazonaws.com/k?X-Amz-Credential=AKIA%2F1&X-Amz-Date=1&x-amz-signature=abc&X-Amz-Security-Token=d%2Fe came",
            "GET https://b.s3.amazonaws.com/k?X-Amz-Credential=[redacted]&X-Amz-Date=1&x-amz-signature=[redacted]&X-Amz-Security-Token=[redacted] came"
        ),
        ("url=https%3A%2F%2Fx%2F%3FX-Amz-Signature%3Dabc", "url=https%3A%2F%2Fx%2F%3FX-Amz-Signature%3D[redacted]"),
        ("X-Amz-Security-Token: abc/def==", "X-Amz-Security-Token: [redacted]"),
        ("AWS_SECRET_ACCESS_KEY=abc user=jane password='x y'", "AWS_SECRET_ACCESS_KEY=[redacted] user=jane password='[redacted]'"),
        ("invalid signature: the hash differs", "invalid signature: the hash differs"),
        ("authorization failed for = and : and %3", "authorization failed for = and : and %3"),
    ])
    func `Tokens are left out, also where content may be logged`(_ text: String, _ expected: String) {
        #expect(LogRedaction.redact(text) == expected)
        #expect(LogRedaction.redact(text, keepsAddresses: true) == expected)
    }

    @Test func `Any text comes through, and no secret with it`() {
        let pieces = [
            "\"", "'", "\\", ":", "=", "%", "%3D", "%40", "@", "[", "]", "{", "}", " ", "\n", "Bearer", "Authorization", "token", "a",
            "x.y", "🦊", "…",
        ]
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...12)).map { _ in pieces.randomElement() ?? "" }.joined()
            _ = LogRedaction.redact(text)
            #expect(!LogRedaction.redact(text + " Bearer s3cr3t").contains("s3cr3t"), "\(text)")
            #expect(!LogRedaction.redact(text + "\nAuthorization: Basic s3cr3t").contains("s3cr3t"), "\(text)")
            #expect(!LogRedaction.redact(text + " x?X-Amz-Signature=s3cr3t&y=1").contains("s3cr3t"), "\(text)")
            #expect(!LogRedaction.redact(text + " s3cr3t@example.com").contains("s3cr3t"), "\(text)")
        }
    }

    @Test func `Addresses stay where content may be logged`() {
        #expect(LogRedaction.redact("jane@example.com", keepsAddresses: true) == "jane@example.com")
    }

    @Test(arguments: [
        "token", "session_token", "tokens", "nextToken", "Authorization", "client-secret", "secretAccessKey", "AWS_SECRET_ACCESS_KEY",
        "accessKeyId", "db_password", "passwordHash", "Cookies", "Set-Cookie", "X-Api-Key", "apiKey", "api_keys", "credentials",
        "signature",
        "X-Amz-Signature", "auth",
    ])
    func `Names that tell of a secret are known`(_ key: String) { #expect(LogRedaction.isSecret(key: key)) }

    @Test(arguments: [
        "message", "to", "requestId", "messageId", "author", "tokens_used", "tokenCount", "tokenLimit", "password-length", "secretArn",
        "signatureAlgorithm", "key", "",
    ])
    func `Other names are not`(_ key: String) { #expect(!LogRedaction.isSecret(key: key)) }
}
