import MailboxAPI
import Testing

/// Checks that an answer is a whole problem (RFC 9457) of this status and code.
@discardableResult
func expectProblem(
    _ response: APIResponse, _ status: Int, _ code: String, sourceLocation: SourceLocation = #_sourceLocation
) throws -> JSONBody {
    #expect(response.status == status, sourceLocation: sourceLocation)
    #expect(response.header("Content-Type") == "application/problem+json", sourceLocation: sourceLocation)
    #expect(response.header("Cache-Control") == "no-store", sourceLocation: sourceLocation)
    #expect(response.header("X-Content-Type-Options") == "nosniff", sourceLocation: sourceLocation)
    let body = try response.json
    // Those of fields say so of each.
    let keys: Set = ["status", "title", "code", "detail", "hint"]
    #expect(body.keys == (code == "invalid_parameter" ? keys.union(["errors"]) : keys), sourceLocation: sourceLocation)
    #expect(body["status"]?.number == status, sourceLocation: sourceLocation)
    #expect(body["code"]?.text == code, sourceLocation: sourceLocation)
    for key in ["title", "detail", "hint"] {
        #expect(body[key]?.text?.isEmpty == false, "\(key)", sourceLocation: sourceLocation)
    }
    return body
}
