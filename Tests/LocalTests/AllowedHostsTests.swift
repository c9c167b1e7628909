import Local
import Testing

@Suite struct AllowedHostsTests {
    @Test(arguments: [
        "localhost", "LocalHost:80", "127.0.0.1", "127.0.0.1:8025", "[::1]", "[::1]:8025", "mail.internal", "MAIL.internal:1",
    ])
    func namesOfThisServerAreAllowed(host: String) {
        #expect(AllowedHosts(additional: ["Mail.Internal"]).allows(host))
    }

    @Test(arguments: [
        nil, "", ":80", "evil.example", "localhost.evil.example", "127.0.0.1:80:80x", "[::1", "[::2]", "localhost:80@evil", "::1",
    ])
    func otherNamesAreNot(host: String?) {
        #expect(!AllowedHosts(additional: ["mail.internal"]).allows(host))
    }

    @Test func theRootsDotDoesNotMatter() {
        #expect(AllowedHosts(additional: []).allows("localhost."))
        #expect(AllowedHosts(additional: []).allows("localhost.:8025"))
    }

    @Test(arguments: ["http://localhost:3000", "https://127.0.0.1", "HTTP://LOCALHOST"])
    func pagesOfThisMachineMaySendRequests(origin: String) {
        #expect(AllowedHosts(additional: []).allows(origin: origin))
    }

    @Test(arguments: ["null", "", "http://evil.example", "file://", "localhost", "http://localhost.evil.example"])
    func otherPagesMayNot(origin: String) {
        #expect(!AllowedHosts(additional: []).allows(origin: origin))
    }
}
