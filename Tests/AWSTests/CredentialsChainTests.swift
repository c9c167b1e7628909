import AWS
import Testing

@Suite struct CredentialsChainTests {
    private let scratch = Scratch()

    private func find(_ environment: [String: String]) async throws -> AWSCredentials? {
        try await CredentialsChain(environment: environment).credentials()
    }

    /// The environment of somebody with these files.
    private func files(config: String = "", credentials: String = "", profile: String? = nil) -> [String: String] {
        var environment = [
            "AWS_CONFIG_FILE": scratch.write("config", Array(config.utf8)),
            "AWS_SHARED_CREDENTIALS_FILE": scratch.write("credentials", Array(credentials.utf8)),
        ]
        environment["AWS_PROFILE"] = profile
        return environment
    }

    // MARK: - The format of shared files

    @Test func `Comments, nested settings, line ends, and duplicates`() {
        let file = SharedFile(
            """
            ignored = before a section
            # comment
            ; comment
            [default] # comment\r
            a = 1\r
              nested = 2
            B=x=y ; not this
            c = a#b;c
            d = a # b = c
            no setting
            = nothing
            s3 =
              max_concurrent_requests = 20
            [ profile   work ]
            a = 3
            [default]
            a = 4
            e =
            [broken
            f = 5
            """)
        #expect(file.sections["default"]?["a"] == "4")
        #expect(file.sections["default"]?["b"] == "x=y")
        #expect(file.sections["default"]?["c"] == "a#b;c")
        #expect(file.sections["default"]?["d"] == "a")
        #expect(file.sections["default"]?["e"] == "")
        #expect(file.sections["default"]?["s3"] == "")
        #expect(file.sections["default"]?["nested"] == nil && file.sections["default"]?["max_concurrent_requests"] == nil)
        #expect(file.sections["profile work"] == ["a": "3"])
    }

    @Test(arguments: [
        "[profile \"my work\"]\na=1", "[profile 'my work']\na=1", "[profile my work]\na=1\n", "\r\n[profile my work]\r\na=1\r\n",
    ])
    func `Names of profiles`(_ text: String) {
        #expect(SharedFile(text).sections["profile my work"] == ["a": "1"])
    }

    @Test func `Files of nothing but noise`() {
        var random = Seeded(8)
        for _ in 0..<2000 { _ = SharedFile(String(decoding: random.bytes(Int.random(in: 0...60, using: &random)), as: UTF8.self)) }
        #expect(SharedFile("").sections.isEmpty)
    }

    // MARK: - Where credentials come from

    private static let keys = "aws_access_key_id=A\naws_secret_access_key=S"

    @Test func `The environment goes first, and the credentials file before the configuration`() async throws {
        var environment = files(
            config: "[default]\naws_access_key_id=C\naws_secret_access_key=CS\naws_session_token=CT", credentials: "[default]\n\(Self.keys)"
        )
        // Setting by setting.
        #expect(try await find(environment) == AWSCredentials(accessKeyID: "A", secretAccessKey: "S", sessionToken: "CT"))
        environment.merge(["AWS_ACCESS_KEY_ID": "E", "AWS_SECRET_ACCESS_KEY": "ES", "AWS_SESSION_TOKEN": ""]) { $1 }
        #expect(try await find(environment) == AWSCredentials(accessKeyID: "E", secretAccessKey: "ES"))
    }

    @Test func `A section is a profile in one file, and needs the word in the other`() async throws {
        #expect(try await find(files(config: "[profile p]\n\(Self.keys)", profile: "p"))?.accessKeyID == "A")
        #expect(try await find(files(credentials: "[p]\n\(Self.keys)", profile: "p"))?.accessKeyID == "A")
        await #expect(throws: AWSCredentialsError.self) { try await find(files(config: "[p]\n\(Self.keys)", profile: "p")) }
        await #expect(throws: AWSCredentialsError.self) { try await find(files(credentials: "[profile p]\n\(Self.keys)", profile: "p")) }
    }

    @Test(arguments: [
        ("sso_session = x", "uses sso_session, which Postroom cannot follow itself"), ("sso_account_id = 1", "uses sso_account_id"),
        ("role_arn = arn:aws:iam::1:role/x\nsource_profile = default", "uses role_arn"), ("login_session = x", "uses login_session"),
        ("role_arn = arn:x\n\(keys)", "uses role_arn"), ("aws_access_key_id = A", "without an aws_secret_access_key: add it"),
        ("aws_access_key_id =\naws_secret_access_key = S", "aws_secret_access_key: add it"), ("region = x", "there are no AWS credentials"),
    ])
    func `A profile that cannot be used says why`(_ settings: String, _ message: String) async {
        await #expect { _ = try await find(files(config: "[profile p]\n\(settings)", profile: "p")) } throws: { "\($0)".contains(message) }
    }

    @Test func `What to do about SSO is a command of the AWS CLI`() async {
        await #expect { _ = try await find(files(config: "[profile p]\nsso_session = x", profile: "p")) } throws: {
            "\($0)".contains("credential_process = aws configure export-credentials --profile p")
        }
    }

    // MARK: - Containers and web identities

    @Test(arguments: [
        "http://example.org/", "http://169.254.170.2.example.org/", "http://169.254.170.2@example.org/", "http://127.0.0.1.example.org/",
        "http://127.1/", "http://128.0.0.1/", "http://127.0.0.256/", "http://localhost.example.org/", "http://[::2]/",
        "http://[fd00:ec2::24]/",
        "http://169.254.169.254/", "ftp://localhost/", "localhost", "//localhost/", "file:///etc/passwd", "http://", "http:///localhost",
    ])
    func `Addresses that credentials are not taken from`(_ url: String) async {
        await #expect { _ = try await find(["AWS_CONTAINER_CREDENTIALS_FULL_URI": url]) } throws: {
            "\($0)" == "AWS_CONTAINER_CREDENTIALS_FULL_URI has to be https, or http to this machine or the container's own endpoint"
        }
    }

    @Test(arguments: ["http://127.0.0.1:1/x", "http://localhost:1", "http://[::1]:1/", "http://127.9.9.9:1/", "https://127.0.0.1:1/"])
    func `Addresses that are asked`(_ url: String) async {
        await #expect { _ = try await find(["AWS_CONTAINER_CREDENTIALS_FULL_URI": url]) } throws: {
            "\($0)".hasPrefix("the container's credentials endpoint does not answer: ")
        }
    }

    @Test func `A path has to begin with a slash, and is not shown`() async {
        await #expect { _ = try await find(["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "@example.org/secret"]) } throws: {
            "\($0)" == "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI has to begin with a slash"
        }
    }

    @Test func `Tokens that cannot be sent`() async {
        let url = ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1:1/"]
        let broken = scratch.write("token", Array("secret\r\nHost: x\n".utf8))
        for environment in [["AWS_CONTAINER_AUTHORIZATION_TOKEN": "secret\nx"], ["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": broken]] {
            await #expect { _ = try await find(url.merging(environment) { $1 }) } throws: {
                "\($0)" == "the container's authorization token has a line break in it"
            }
        }
        await #expect { _ = try await find(url.merging(["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/nowhere"]) { $1 }) } throws: {
            "\($0)" == "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names '/nowhere', which cannot be read"
        }
    }

    @Test(arguments: [
        ([:], "AWS_WEB_IDENTITY_TOKEN_FILE is set and AWS_ROLE_ARN is not"),
        (["AWS_ROLE_ARN": "arn:x"], "AWS_WEB_IDENTITY_TOKEN_FILE names '/nowhere', which cannot be read or is empty"),
    ])
    func `A web identity that lacks something`(_ more: [String: String], _ message: String) async {
        await #expect {
            _ = try await find(["AWS_WEB_IDENTITY_TOKEN_FILE": "/nowhere", "AWS_REGION": "eu-west-1"].merging(more) { $1 })
        } throws: {
            "\($0)".contains(message)
        }
    }

    @Test func `Nothing anywhere`() async {
        await #expect { _ = try await find(["HOME": scratch.path]) } throws: {
            let text = "\($0)"
            return ["there are no AWS credentials", "'default'", "aws configure", "AWS_ACCESS_KEY_ID"].allSatisfy(text.contains)
        }
    }

    @Test func `A profile with a region alone is not said to be missing`() async {
        let config = scratch.write("region-alone", Array("[default]\nregion = eu-west-1\n".utf8))
        await #expect { _ = try await find(["AWS_CONFIG_FILE": config, "HOME": "/nowhere"]) } throws: {
            "\($0)".contains("~/.aws has no credentials for the profile 'default'")
        }
    }
}
