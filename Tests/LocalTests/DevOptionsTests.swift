import Local
import Testing

@Suite struct DevOptionsTests {
    @Test func theDefaultsAreSafe() throws {
        let options = try DevOptions(environment: [:]).checked()
        #expect(options.host == "127.0.0.1")
        #expect(options.smtpPort == 1025)
        #expect(options.httpPort == 8025)
        #expect(options.domains == ["postroom.test"])
        #expect(!options.isCatchAll)
        #expect(options.allowedHosts.isEmpty)
    }

    @Test func variablesAreRead() throws {
        let options = try DevOptions(environment: [
            "POSTROOM_HOST": "::1", "POSTROOM_SMTP_PORT": "0", "POSTROOM_HTTP_PORT": "65535", "POSTROOM_DATA": "/d",
            "POSTROOM_DOMAIN": "One.test, two.test", "POSTROOM_CATCH_ALL": "yes", "POSTROOM_ALLOWED_HOSTS": "a,b",
            "POSTROOM_ADMIN_TOKEN": "0123456789abcdef", "POSTROOM_LOG_LEVEL": "debug",
        ]).checked()
        #expect(options.host == "::1")
        #expect(options.smtpPort == 0)
        #expect(options.httpPort == 65535)
        #expect(options.data == "/d")
        #expect(options.domains == ["one.test", "two.test"])
        #expect(options.isCatchAll)
        #expect(options.allowedHosts == ["a", "b"])
        #expect(options.adminToken == "0123456789abcdef")
        #expect(options.logLevel == "debug")
    }

    @Test func emptyVariablesAreNone() throws {
        let options = try DevOptions(environment: ["POSTROOM_SMTP_PORT": "", "POSTROOM_ADMIN_TOKEN": "", "POSTROOM_CATCH_ALL": ""])
        #expect(options.smtpPort == 1025)
        #expect(options.adminToken == nil)
        #expect(!options.isCatchAll)
    }

    @Test func aDomainCountsOnce() throws {
        #expect(try DevOptions(environment: ["POSTROOM_DOMAIN": "A.test,b.test,a.test"]).checked().domains == ["a.test", "b.test"])
    }

    @Test(arguments: [
        ["POSTROOM_SMTP_PORT": "65536"], ["POSTROOM_HTTP_PORT": "-1"], ["POSTROOM_CATCH_ALL": "2"], ["POSTROOM_DOMAIN": "a b@c"],
        ["POSTROOM_ADMIN_TOKEN": "short"], ["POSTROOM_LOG_LEVEL": "loud"], ["POSTROOM_CATCH_ALL": "1", "POSTROOM_STRICT": "1"],
    ])
    func badValuesAreNamed(environment: [String: String]) {
        #expect(throws: DevOptions.Invalid.self) { try DevOptions(environment: environment).checked() }
    }
}
