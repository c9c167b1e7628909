import FoundationEssentials
import LambdaEvents
import Testing

@Suite("Requests of an HTTP API")
struct HTTPAPIEventTests {
    private func event(_ json: String) throws -> HTTPAPIEvent { try JSONDecoder().decode(HTTPAPIEvent.self, from: Data(json.utf8)) }

    @Test("the recorded request")
    func recorded() throws {
        let event = try JSONDecoder().decode(HTTPAPIEvent.self, from: Data(RecordedEvent.bytes("http-api-held-mail")))
        #expect(event.method == "GET" && event.rawPath == "/held/TOKEN" && event.rawQueryString == "")
        #expect(event.pathParameters == ["token": "TOKEN"])
        #expect(event.headers["host"] == "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com" && event.headers.count == 9)
        #expect(event.body == nil && !event.isBase64Encoded)
        #expect(event.requestID == "JKJaXmPLvHcESHA=")
    }

    @Test("the method is enough")
    func minimal() throws {
        let event = try event(#"{"requestContext":{"http":{"method":"head"}}}"#)
        #expect(event.method == "HEAD" && event.rawPath == "" && event.headers == [:] && event.pathParameters == [:])
    }

    @Test("what is of another type costs the field")
    func lenient() throws {
        let event = try event(
            """
            {"requestContext": {"http": {"method": "POST", "path": "/a"}, "requestId": 7}, "rawPath": null, "rawQueryString": ["x"],
             "headers": {"Accept": "x", "n": null, "list": ["y"]}, "pathParameters": {"token": "t", "other": 5}, "body": "b",
             "isBase64Encoded": "yes", "cookies": 1}
            """)
        #expect(event.rawPath == "/a" && event.rawQueryString == "" && event.headers == ["accept": "x"])
        #expect(event.pathParameters == ["token": "t"] && event.body == "b" && !event.isBase64Encoded && event.requestID == "7")
    }

    @Test(
        "without a method there is no request",
        arguments: [
            "{}", #"{"requestContext":{}}"#, #"{"requestContext":{"http":{}}}"#, #"{"requestContext":{"http":{"method":null}}}"#, "[]",
        ])
    func unusable(_ json: String) {
        #expect(throws: DecodingError.self) { try event(json) }
    }

    @Test("an answer has what API Gateway reads")
    func response() throws {
        let response = HTTPAPIResponse(statusCode: 302, headers: ["Location": "https://x.example/"], body: "moved")
        let json = try JSON(parsing: [UInt8](try JSONEncoder().encode(response)))
        #expect(
            json
                == .object([
                    "statusCode": .number(302), "headers": .object(["Location": .text("https://x.example/")]), "body": .text("moved"),
                    "isBase64Encoded": .truth(false),
                ]))
    }
}
