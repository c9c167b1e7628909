import Mail

extension SendFailure {
    /// What an error of SES means for a mail.
    ///
    /// https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html, for bounces the codes of version 1; the texts are those of
    /// https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html. Texts are compared from their beginning: behind it they quote
    /// the mail, in which anybody may have written anything.
    package init(_ error: AWSError) {
        self.init(Self.kind(error), error.description)
    }

    private static func kind(_ error: AWSError) -> Kind {
        switch error.outcome {
        case .unknown: .unknown
        case .notSent: .unavailable
        case .refused: refusal(error)
        }
    }

    private static func refusal(_ error: AWSError) -> Kind {
        let text = error.message.lowercased()
        switch error.code {
        case "LimitExceededException", "AccountSuspendedException", "SendingPausedException", "AccountSendingPausedException",
            "ConfigurationSetSendingPausedException":
            return .quota
        case "MailFromDomainNotVerifiedException", "AccessDenied", "AccessDeniedException", "NotFoundException",
            "ConfigurationSetDoesNotExist",
            "ConfigurationSetDoesNotExistException":
            return .misconfigured
        case "TooManyRequestsException", "Throttling", "ThrottlingException":
            return text.hasPrefix("daily") ? .quota : .throttled
        case "MessageRejected", "BadRequestException", "InvalidParameterValue":
            // Version 1 has few codes, and version 2 is not known to tell all of these apart.
            if ["sending paused", "sending suspended", "account is paused"].contains(where: text.hasPrefix) { return .quota }
            if ["email address is not verified", "email address not verified", "configuration set"].contains(where: text.hasPrefix) {
                return .misconfigured
            }
            return .refused
        default:
            switch error.status {
            case 413: return .refused
            case 429: return .throttled
            default: return .unavailable
            }
        }
    }
}
