import Foundation
import HTTP
import LambdaEvents
import LambdaRuntime
import Logging

/// Whatever of ours reads bytes from the Runtime API.
///
/// The input is a response: header lines up to an empty one, the rest is the event. Nothing in it may crash, hang or be taken for what it is not.
func testRuntimeAPI(_ input: UnsafeRawBufferPointer) {
    let (head, body) = split(input)
    guard let invocation = checkHead(head) else { return }
    checkContext(invocation)
    checkEvent([UInt8](body), invocation)
}

/// Cuts at the first empty line.
private func split(_ input: UnsafeRawBufferPointer) -> (UnsafeRawBufferPointer, UnsafeRawBufferPointer) {
    var index = 0
    while index + 1 < input.count {
        if input[index] == 0x0A, input[index + 1] == 0x0A {
            return (UnsafeRawBufferPointer(rebasing: input[...index]), UnsafeRawBufferPointer(rebasing: input[(index + 2)...]))
        }
        index += 1
    }
    return (input, UnsafeRawBufferPointer(start: nil, count: 0))
}

private func checkHead(_ bytes: UnsafeRawBufferPointer) -> InvocationHead? {
    var reader = ResponseHeadReader()
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) { reader.read(UnsafeRawBufferPointer(rebasing: line)) }
    guard let head = InvocationHead(fields: reader.head.fields) else { return nil }
    // What goes into a path has to be one segment of it.
    precondition(head.requestID.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x2F && $0 != 0x3F && $0 != 0x23 && $0 != 0x25 })
    precondition(head.deadline.map { $0 > 0 } ?? true)
    return head
}

private func checkContext(_ head: InvocationHead) {
    for json in [head.clientContext, head.cognitoIdentity].compactMap({ $0 }) {
        _ = try? JSONDecoder().decode(ClientContext.self, from: Data(json.utf8))
        _ = try? JSONDecoder().decode(CognitoIdentity.self, from: Data(json.utf8))
    }
    TraceVariable.shared.set(head.traceID ?? "")
}

private func checkEvent(_ event: [UInt8], _ head: InvocationHead) {
    let report: ErrorReport
    do {
        _ = try JSONDecoder().decode(BatchEvent<SQSMessage>.self, from: Data(event))
        _ = try SESEvent(json: event)
        return
    } catch {
        report = ErrorReport(RuntimeFailure(.invalidEvent, "\(error) \(String(decoding: event, as: UTF8.self))"))
    }
    // Whatever the message holds, what we send on is JSON, and a header field stays one.
    precondition((try? JSONSerialization.jsonObject(with: Data(report.json))) != nil)
    precondition(report.xrayCause.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
    precondition(report.json(atMost: 2400).count <= 2400)
    _ = LogRedaction.redact(report.message)
    let environment = LambdaEnvironment(["AWS_LAMBDA_LOG_FORMAT": "JSON"])
    LambdaLogHandler(label: "fuzz", environment: environment) { line in
        precondition((try? JSONSerialization.jsonObject(with: Data(line))) != nil && line.filter { $0 == 0x0A }.count == 1)
    }.log(
        event: LogEvent(
            level: .error, message: "\(report.message)", metadata: ["trace": "\(head.traceID ?? "")"], source: "fuzz", file: "",
            function: "", line: 0))
}
