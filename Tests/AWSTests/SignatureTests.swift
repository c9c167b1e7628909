import AWS
import Crypto
import HTTP
import Mail
import Testing

@Suite struct SignatureTests {
    private static let key = AWSCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
    private static let time = Timestamp("2015-08-30T12:36:00Z") ?? Timestamp(millisecondsSince1970: 0)

    private static func signer(_ service: String, token: String? = nil) -> SigV4Signer {
        var credentials = key
        credentials.sessionToken = token
        return SigV4Signer(credentials: credentials, region: "us-east-1", service: service)
    }

    private static func request(
        _ method: HTTPMethod = .get, _ path: String = "/", query: [(name: String, value: String)] = [], fields: HTTPFields = [:],
        payload: String = SHA256.hash([]).hexadecimal
    ) -> SignableRequest {
        SignableRequest(
            method: method, scheme: "https", host: "example.amazonaws.com", path: path, query: query, fields: fields, payloadHash: payload)
    }

    // MARK: - AWS's own suite

    /// A case of the suite that AWS publishes for Signature Version 4.
    struct Published: Sendable, CustomTestStringConvertible {
        var name: String
        var method = HTTPMethod.get
        var path = "/"
        var query: [(name: String, value: String)] = []
        var fields: HTTPFields = [:]
        var body = ""
        var signed = "host;x-amz-date"
        var signature: String

        var testDescription: String { name }
    }

    static let published = [
        Published(name: "get-vanilla", signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        Published(
            name: "get-vanilla-query-order-key-case", query: [("Param2", "value2"), ("Param1", "value1")],
            signature: "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
        Published(
            name: "get-unreserved", path: "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
            signature: "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"),
        Published(name: "get-utf8", path: "/\u{1234}", signature: "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
        Published(name: "get-relative", path: "/example/..", signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        Published(name: "get-slash", path: "//", signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        Published(
            name: "get-slash-dot-slash", path: "/./", signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        Published(
            name: "get-slash-pointless-dot", path: "/./example",
            signature: "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5"),
        Published(name: "get-slashes", path: "//example//", signature: "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84"),
        Published(
            name: "get-space", path: "/example space/", signature: "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"),
        Published(
            name: "get-header-value-trim", fields: ["My-Header1": " value1", "My-Header2": " \"a   b   c\""],
            signed: "host;my-header1;my-header2;x-amz-date",
            signature: "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"),
        Published(name: "post-vanilla", method: .post, signature: "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
        Published(
            name: "post-header-key-sort", method: .post, fields: ["My-Header1": "value1"], signed: "host;my-header1;x-amz-date",
            signature: "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c"),
        Published(
            name: "post-x-www-form-urlencoded", method: .post, fields: ["Content-Type": "application/x-www-form-urlencoded"],
            body: "Param1=value1", signed: "content-type;host;x-amz-date",
            signature: "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"),
    ]

    @Test(arguments: published)
    func `The published suite`(_ published: Published) {
        var request = Self.request(
            published.method, published.path, query: published.query, fields: published.fields,
            payload: SHA256.hash(Array(published.body.utf8)).hexadecimal)
        Self.signer("service").sign(&request, at: Self.time)
        #expect(
            request.fields["Authorization"]
                == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=\(published.signed), Signature=\(published.signature)"
        )
        #expect(request.fields["X-Amz-Date"] == "20150830T123600Z")
    }

    /// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
    @Test func `The presigned address of S3's documentation`() throws {
        let credentials = AWSCredentials(
            accessKeyID: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
        let signer = SigV4Signer(credentials: credentials, region: "us-east-1", service: "s3")
        let request = SignableRequest(
            method: .get, scheme: "https", host: "examplebucket.s3.amazonaws.com", path: "/test.txt", query: [], fields: [:],
            payloadHash: "UNSIGNED-PAYLOAD")
        let url = signer.presign(request, at: try #require(Timestamp("2013-05-24T00:00:00Z")), seconds: 86400)
        #expect(url.hasPrefix("https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA"))
        #expect(url.hasSuffix("&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"))
    }

    // MARK: - Against botocore

    @Test(arguments: BotocoreVector.all.indices)
    func `Requests are signed as botocore signs them`(_ index: Int) throws {
        let vector = BotocoreVector.all[index]
        var fields = HTTPFields()
        for (name, value) in vector.fields { fields.append(name, value) }
        var request = Self.request(
            try #require(HTTPMethod(rawValue: vector.method)), vector.path, query: vector.query.map { (name: $0.0, value: $0.1) },
            fields: fields, payload: vector.payload)
        let signer = Self.signer(vector.service, token: vector.token)
        if vector.isPresigned {
            let url = signer.presign(request, at: Self.time, seconds: 600)
            #expect(url.hasSuffix("&X-Amz-Signature=\(vector.expected)"), "\(url)")
        } else {
            signer.sign(&request, at: Self.time)
            #expect(request.fields["Authorization"] == vector.expected, "\(signer.canonicalRequest(request).text)")
            #expect(request.fields["X-Amz-Security-Token"] == vector.token)
        }
    }

    // MARK: - What holds for all

    @Test func `The query is sorted by the bytes of its encoded names, then values`() {
        var random = Seeded(1)
        for _ in 0..<500 {
            let query = (0..<Int.random(in: 0...8, using: &random)).map { _ in (name: random.text(3), value: random.text(3)) }
            let text = Self.request(query: query).canonicalQuery
            let pairs = text.isEmpty ? [] : text.split(separator: "&", omittingEmptySubsequences: false).map(String.init)
            #expect(pairs.count == query.count || query.count == 1 && query[0] == ("", ""))
            let split = pairs.map { pair in
                Array(pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { Array($0.utf8) })
            }
            for (one, next) in zip(split, split.dropFirst()) {
                #expect(
                    one[0] == next[0]
                        ? !next[1].lexicographicallyPrecedes(one[1]) : one[0].lexicographicallyPrecedes(next[0]), "\(text)")
            }
            let shuffled = Self.request(query: query.shuffled(using: &random)).canonicalQuery
            #expect(shuffled == text)
        }
    }

    @Test func `A path of S3 is signed as it is, and any other is normalised and encoded again`() {
        let s3 = Self.signer("s3").canonicalRequest(Self.request(.get, "/a//b/../%2F./c"))
        #expect(s3.text.hasPrefix("GET\n/a//b/../%2F./c\n"))
        let other = Self.signer("ses").canonicalRequest(Self.request(.get, "/a//b/../%40c/"))
        #expect(other.text.hasPrefix("GET\n/a/%2540c/\n"))
    }

    @Test(arguments: [
        ("/", "/"), ("", "/"), ("//", "/"), ("/..", "/"), ("/../../a", "/a"), ("/a/.", "/a/"), ("/a/..", "/"), ("/a/b/..", "/a/"),
        ("/...", "/..."),
    ])
    func `Normalised paths`(_ path: String, _ normalized: String) {
        #expect(SigV4Signer.normalized(path) == normalized)
        #expect(SigV4Signer.normalized(normalized) == normalized)
    }

    @Test func `What others change on the way is not signed`() {
        var request = Self.request(fields: [
            "User-Agent": "a", "X-Amzn-Trace-Id": "b", "Expect": "c", "connection": "d", "X-Amz-Meta-A": "e",
        ])
        Self.signer("service").sign(&request, at: Self.time)
        #expect(request.fields["Authorization"]?.contains("SignedHeaders=host;x-amz-date;x-amz-meta-a,") == true)
    }

    @Test func `Fields of one name are signed as one`() {
        var request = Self.request()
        request.fields.append("x-amz-b", "2")
        request.fields.append("X-Amz-B", "1")
        #expect(Self.signer("service").canonicalRequest(request).text.contains("\nx-amz-b:2,1\n"))
    }

    @Test func `Signing again replaces what was signed before`() {
        var once = Self.request()
        Self.signer("s3", token: "t").sign(&once, at: Self.time)
        var twice = once
        Self.signer("s3", token: "t").sign(&twice, at: Self.time)
        #expect(twice.fields.values("Authorization") == once.fields.values("Authorization"))
        #expect(twice.fields.lines.count == once.fields.lines.count)
    }

    @Test func `Credentials do not describe themselves`() {
        let credentials = AWSCredentials(accessKeyID: "AKID", secretAccessKey: "a-secret", sessionToken: "a-token")
        for text in ["\(credentials)", String(reflecting: credentials), "\(Optional(credentials) as Any)", "\([credentials])"] {
            #expect(!text.contains("a-secret") && !text.contains("a-token") && text.contains("AKID"))
        }
        var dumped = ""
        dump(credentials, to: &dumped)
        #expect(!dumped.contains("a-secret") && !dumped.contains("a-token"))
    }
}
