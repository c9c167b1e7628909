import HTTP
import LambdaRuntime
import Testing

@Suite struct InvocationHeadTests {
    @Test(arguments: ["8476a536-e9f4-11e8-9739-2dfe598c3fcd", "a", "A_b.c~1"])
    func `An id that a path can hold is taken`(_ id: String) {
        #expect(InvocationHead(fields: ["lambda-runtime-aws-request-id": id])?.requestID == id)
    }

    @Test(arguments: ["", ".", "..", "a/b", "a b", "a\r\nX: y", "a?b", "a%2F", "ü", String(repeating: "x", count: 257)])
    func `An id that would lead elsewhere is none`(_ id: String) {
        #expect(InvocationHead(fields: ["Lambda-Runtime-Aws-Request-Id": id]) == nil)
    }

    @Test(arguments: [
        ("1795233172618", 1_795_233_172_618), ("", nil), ("soon", nil), ("-5", nil), ("0", nil), ("99999999999999999999", nil),
    ])
    func `A deadline that is none is left out`(_ text: String, _ expected: Int64?) {
        let head = InvocationHead(fields: ["Lambda-Runtime-Aws-Request-Id": "x", "Lambda-Runtime-Deadline-Ms": text])
        #expect(head?.deadline == expected)
    }

    @Test func `Of fields that come twice the first counts`() {
        let head = InvocationHead(fields: ["Lambda-Runtime-Aws-Request-Id": "first", "lambda-runtime-aws-request-id": "second"])
        #expect(head?.requestID == "first")
    }
}
