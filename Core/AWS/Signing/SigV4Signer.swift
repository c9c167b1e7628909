import Crypto
import HTTP
import Mail

/// AWS Signature Version 4, in the header and in the query of a URL.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
package struct SigV4Signer: Sendable {
    private static let algorithm = "AWS4-HMAC-SHA256"
    /// Fields that others change or add on the way, or that say nothing about the request.
    private static let unsigned: Set<String> = [
        "authorization", "user-agent", "x-amzn-trace-id", "expect", "connection", "transfer-encoding",
    ]

    /// Who signs.
    var credentials: AWSCredentials
    /// The region of the scope, such as `eu-central-1`.
    var region: String
    /// The signing name of the service, such as `ses`.
    var service: String

    /// Signs for a service in a region.
    package init(credentials: AWSCredentials, region: String, service: String) {
        self.credentials = credentials
        self.region = region
        self.service = service
    }

    /// S3 signs a path as it is sent; the others normalise it and encode it once more.
    private var signsPathAsSent: Bool { service == "s3" }

    /// Adds date, token and signature to the fields.
    package func sign(_ request: inout SignableRequest, at time: Timestamp) {
        let time = SigningTime(time)
        request.fields["X-Amz-Date"] = time.dateTime
        request.fields["X-Amz-Security-Token"] = credentials.sessionToken
        if service == "s3" { request.fields["X-Amz-Content-Sha256"] = request.payloadHash }
        let (canonical, names) = canonicalRequest(request)
        let signature = signature(canonical, time)
        request.fields["Authorization"] =
            "\(Self.algorithm) Credential=\(credentials.accessKeyID)/\(scope(time)), SignedHeaders=\(names), Signature=\(signature)"
    }

    /// A URL that gives its holder this one request for a time.
    ///
    /// It ends with the credentials that signed it, if they end sooner.
    package func presign(_ request: SignableRequest, at time: Timestamp, seconds: Int) -> String {
        var request = request
        let time = SigningTime(time)
        request.query += [
            ("X-Amz-Algorithm", Self.algorithm), ("X-Amz-Credential", "\(credentials.accessKeyID)/\(scope(time))"),
            ("X-Amz-Date", time.dateTime), ("X-Amz-Expires", String(seconds)),
        ]
        if let token = credentials.sessionToken { request.query.append(("X-Amz-Security-Token", token)) }
        request.payloadHash = "UNSIGNED-PAYLOAD"
        request.query.append(("X-Amz-SignedHeaders", signedFields(request).map(\.name).joined(separator: ";")))
        let (canonical, _) = canonicalRequest(request)
        return "\(request.url)&X-Amz-Signature=\(signature(canonical, time))"
    }

    /// The canonical request, and the names of the fields in it.
    package func canonicalRequest(_ request: SignableRequest) -> (text: String, names: String) {
        let fields = signedFields(request)
        let names = fields.map(\.name).joined(separator: ";")
        let lines = fields.map { "\($0.name):\($0.value)\n" }.joined()
        let path = signsPathAsSent ? request.path : PercentEncoding.encodePath(Self.normalized(request.path))
        return (
            "\(request.method.rawValue)\n\(path.isEmpty ? "/" : path)\n\(request.canonicalQuery)\n\(lines)\n\(names)\n\(request.payloadHash)",
            names
        )
    }

    private func signedFields(_ request: SignableRequest) -> [(name: String, value: String)] {
        var values: [String: [String]] = ["host": [request.host]]
        for line in request.fields.lines {
            let name = line.name.lowercased()
            if !Self.unsigned.contains(name) { values[name, default: []].append(Self.trimmed(line.value)) }
        }
        return values.map { ($0.key, $0.value.joined(separator: ",")) }.sorted { Bytewise.isLess($0.name, $1.name) }
    }

    private func scope(_ time: SigningTime) -> String { "\(time.date)/\(region)/\(service)/aws4_request" }

    private func signature(_ canonicalRequest: String, _ time: SigningTime) -> String {
        let hash = SHA256.hash(Array(canonicalRequest.utf8)).hexadecimal
        let text = "\(Self.algorithm)\n\(time.dateTime)\n\(scope(time))\n\(hash)"
        var key = Array("AWS4\(credentials.secretAccessKey)".utf8)
        for part in [String(time.date), region, service, "aws4_request"] { key = HMACSHA256.code(Array(part.utf8), key: key) }
        return HMACSHA256.code(Array(text.utf8), key: key).hexadecimal
    }

    /// Without the spaces around it, and with one where there are several.
    private static func trimmed(_ value: String) -> String {
        value.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
    }

    /// RFC 3986 section 6.2.2.3: without `.`, `..` and empty segments.
    package static func normalized(_ path: String) -> String {
        var segments: [Substring] = []
        for segment in path.split(separator: "/", omittingEmptySubsequences: true) {
            switch segment {
            case ".": continue
            case "..": _ = segments.popLast()
            default: segments.append(segment)
            }
        }
        let isFolder = path.hasSuffix("/") || path.hasSuffix("/.") || path.hasSuffix("/..")
        return "/" + segments.joined(separator: "/") + (isFolder && !segments.isEmpty ? "/" : "")
    }
}
