import AWS
import HTTP
import Testing

@Suite struct ErrorReaderTests {
    private func json(_ body: String, status: Int = 400, fields: HTTPFields = [:]) -> AWSError {
        AWSErrorReader.read("DynamoDB", "PutItem", .json, HTTPResponseHead(status: status, fields: fields), Array(body.utf8))
    }

    private func xml(_ body: String, status: Int = 400, fields: HTTPFields = [:]) -> AWSError {
        AWSErrorReader.read("S3", "GetObject", .xml, HTTPResponseHead(status: status, fields: fields), Array(body.utf8))
    }

    @Test(arguments: [
        #"{"__type":"ThrottlingException","message":"m"}"#,
        #"{"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException","Message":"m"}"#,
        #"{"__type":"ThrottlingException:http://internal.amazon.com/coral/","message":"m"}"#,
        #"{"__type":"aws.x#ThrottlingException:http://internal/","message":"m"}"#, #"{"code":"ThrottlingException","message":"m"}"#,
        #"{"__type":"","code":"ThrottlingException","message":"m"}"#,
        #"{"__type":7,"code":"ThrottlingException","message":"m","Message":7}"#,
    ])
    func `The code of a JSON body`(_ body: String) {
        let error = json(body, fields: ["x-amzn-RequestId": "r"])
        #expect((error.code, error.message, error.requestID, error.status) == ("ThrottlingException", "m", "r", 400))
    }

    @Test func `The code of a field goes before that of the body`() {
        let error = json(#"{"message":"m"}"#, fields: ["X-AMZN-ERRORTYPE": "NotFoundException:http://internal/"])
        #expect((error.code, error.message) == ("NotFoundException", "m"))
        #expect(json(#"{"__type":"B"}"#, fields: ["x-amzn-ErrorType": ""]).code == "B")
    }

    @Test(arguments: ["", "{}", "[]", "null", "<html>no</html>", "{\"__type\":", "\u{0}\u{1}", #"{"__type":""}"#, #"{"__type":null}"#])
    func `A body that says nothing`(_ body: String) {
        #expect(json(body, status: 503).code == "Status503")
        #expect(json(body, status: 403).code == "Forbidden")
        #expect(xml(body, status: 404).code == "NotFound")
        #expect(xml(body, status: 500).code == "Status500")
    }

    @Test func `S3 says it at the root`() {
        let error = xml(
            "<?xml version=\"1.0\"?>\n<Error><Code>NoSuchKey</Code><Message>The key &amp; all</Message><Key>k</Key><RequestId>R1</RequestId></Error>",
            status: 404)
        #expect((error.code, error.message, error.requestID) == ("NoSuchKey", "The key & all", "R1"))
    }

    @Test func `SNS, SES and STS say it deeper`() {
        let body =
            "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error><Type>Sender</Type><Code>NotFound</Code><Message>m</Message></Error><RequestId>R2</RequestId></ErrorResponse>"
        let error = xml(body, status: 404)
        #expect((error.code, error.message, error.requestID) == ("NotFound", "m", "R2"))
        let old = xml("<Response><Errors><Error><Code>C</Code><Message>m</Message></Error></Errors><RequestID>R3</RequestID></Response>")
        #expect((old.code, old.requestID) == ("C", "R3"))
    }

    @Test func `What the condition of a write was refused for`() {
        let body = #"{"__type":"x#ConditionalCheckFailedException","Message":"m","Item":{"a":{"N":"1"}}}"#
        #expect(json(body).item == ["a": .number("1")])
        #expect(json(#"{"__type":"x#ConditionalCheckFailedException","message":"m"}"#).item == nil)
        #expect(json(#"{"__type":"x#ConditionalCheckFailedException","Item":[7]}"#).code == "ConditionalCheckFailedException")
    }

    @Test func `Why a transaction was cancelled`() {
        let error = json(
            #"{"__type":"x#TransactionCanceledException","Message":"m","CancellationReasons":[{"Code":"None"},{"Code":"ConditionalCheckFailed","Item":{"a":{"N":"1"}},"Message":"x"},{}]}"#
        )
        #expect(
            error.cancellationReasons == [
                .init(code: "None"), .init(code: "ConditionalCheckFailed", item: ["a": .number(1)]), .init(code: "None"),
            ])
    }

    @Test func `What goes into a log is one line, and short`() {
        let error = json(#"{"__type":"A\nB","message":"a\r\nb\u0000c"}"#)
        #expect((error.code, error.message) == ("A B", "a  b c"))
        #expect(json("{\"message\":\"\(String(repeating: "x", count: 5000))\"}").message.count == 1000)
    }

    @Test func `The request that a service expected is left out, with the token in it`() {
        let message =
            "The signature does not match.\\n\\nThe Canonical String for this request should have been\\n'POST\\n/\\n\\nx-amz-security-token:TOKEN\\n'\\n"
        #expect(json("{\"__type\":\"InvalidSignatureException\",\"message\":\"\(message)\"}").message == "The signature does not match.")
    }

    @Test func `How an error reads`() {
        var error = json(#"{"__type":"C","message":"m"}"#, fields: ["x-amzn-RequestId": "r"])
        #expect("\(error)" == "DynamoDB PutItem: C: m (status 400, request r)")
        error.attempts = 3
        error.outcome = .unknown
        #expect("\(error)" == "DynamoDB PutItem: C: m (status 400, request r, 3 attempts, it is not known whether it was done)")
        #expect(error.isOutcomeUnknown)
    }
}
