import AWS
import HTTP
import Mail
import Testing

@Suite struct SendFailureTests {
    private func refused(_ code: String, _ text: String = "", _ status: Int = 400) -> AWSError {
        let body = Array(#"{"__type":"\#(code)","message":"\#(text)"}"#.utf8)
        return AWSErrorReader.read("SES", "SendEmail", .json, HTTPResponseHead(status: status), body)
    }

    @Test(arguments: [
        ("TooManyRequestsException", "Maximum sending rate exceeded.", 429, SendFailure.Kind.throttled),
        ("TooManyRequestsException", "", 429, .throttled),
        ("ThrottlingException", "Rate exceeded", 400, .throttled),
        ("Throttling", "Maximum sending rate exceeded.", 400, .throttled),
        ("SomethingNew", "", 429, .throttled),
        ("TooManyRequestsException", "Daily message quota exceeded.", 429, .quota),
        ("Throttling", "Daily message quota exceeded.", 400, .quota),
        ("Throttling", "Daily sending quota exceeded.", 400, .quota),
        ("LimitExceededException", "", 400, .quota),
        ("AccountSuspendedException", "", 400, .quota),
        ("SendingPausedException", "Sending is disabled for this account.", 400, .quota),
        ("AccountSendingPausedException", "", 400, .quota),
        ("ConfigurationSetSendingPausedException", "", 400, .quota),
        ("MessageRejected", "Sending paused for this account. For more information, please check the inbox", 400, .quota),
        ("MessageRejected", "Sending suspended for this account. For more information, please check the inbox", 400, .quota),
        ("MessageRejected", "Email address is not verified. The following identities failed the check", 400, .misconfigured),
        ("MailFromDomainNotVerifiedException", "", 400, .misconfigured),
        ("AccessDeniedException", "User: arn is not authorized to perform: ses:SendEmail", 403, .misconfigured),
        ("AccessDenied", "User: arn is not authorized to perform: ses:SendBounce", 403, .misconfigured),
        ("NotFoundException", "Configuration set <postroom> does not exist.", 404, .misconfigured),
        ("ConfigurationSetDoesNotExist", "Configuration set <postroom> does not exist.", 400, .misconfigured),
        ("BadRequestException", "Configuration set <postroom> does not exist.", 400, .misconfigured),
        ("MessageRejected", "Message content was not accepted", 400, .refused),
        ("BadRequestException", "Duplicate header 'Subject'.", 400, .refused),
        ("BadRequestException", "Illegal filename 'email address is not verified.exe'.", 400, .refused),
        ("BadRequestException", "Illegal filename 'Sending paused for this.exe'.", 400, .refused),
        ("InvalidParameterValue", "Missing final '@domain'", 400, .refused),
        ("RequestEntityTooLarge", "", 413, .refused),
        ("UnrecognizedClientException", "The security token included in the request is invalid.", 403, .unavailable),
        ("SomethingNew", "", 400, .unavailable),
    ])
    func `What SES refuses`(_ code: String, _ text: String, _ status: Int, _ kind: SendFailure.Kind) {
        let error = refused(code, text, status)
        #expect(SendFailure(error) == SendFailure(kind, error.description))
    }

    @Test func `What is not known is not known, whatever the code says`() {
        var error = refused("TooManyRequestsException", "", 429)
        error.outcome = .unknown
        #expect(SendFailure(error).kind == .unknown)
        error.outcome = .notSent
        #expect(SendFailure(error).kind == .unavailable)
    }
}
