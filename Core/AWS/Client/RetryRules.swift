/// Which failures may pass, and how long to wait: the standard mode of AWS's own clients.
///
/// https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
package enum RetryRules {
    /// The first attempt counts.
    package static let attempts = 3

    private static let throttling: Set<String> = [
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException", "TooManyRequestsException",
        "ProvisionedThroughputExceededException", "RequestLimitExceeded", "BandwidthLimitExceeded", "LimitExceededException",
        "RequestThrottled", "SlowDown", "PriorRequestNotComplete", "TransactionInProgressException", "EC2ThrottledException",
        "ThrottlingError", "KMSThrottlingException", "Throttled",
    ]
    private static let transient: Set<String> = [
        "RequestTimeout", "RequestTimeoutException", "InternalError", "InternalFailure", "InternalServerError", "InternalServiceError",
        "ServiceUnavailable", "ServiceUnavailableException", "IDPCommunicationError", "InternalServiceErrorException",
        "KMSInternalException",
    ]
    private static let skewed: Set<String> = [
        "RequestTimeTooSkewed", "RequestExpired", "InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure", "RequestInTheFuture",
        // What a refused HEAD is called here, which has no body to say more.
        "Forbidden",
    ]
    private static let expired: Set<String> = ["ExpiredToken", "ExpiredTokenException"]

    /// The service has too much to do, and did nothing.
    package static func isThrottling(_ code: String, status: Int) -> Bool { throttling.contains(code) || status == 429 }

    /// It may pass.
    package static func isTransient(_ code: String, status: Int) -> Bool {
        transient.contains(code) || [500, 502, 503, 504].contains(status)
    }

    /// It may be that our clock is wrong.
    package static func mayBeSkewed(_ code: String) -> Bool { skewed.contains(code) }

    /// The credentials have ended.
    package static func isExpired(_ code: String) -> Bool { expired.contains(code) }

    /// The pause before an attempt: full jitter under a bound that doubles. A service that is too busy is given more time.
    package static func pause(afterAttempt attempt: Int, isThrottling: Bool, random: Double) -> Duration {
        let base = isThrottling ? 1.0 : 0.05
        return .milliseconds(Int64(min(base * Double(1 << min(attempt - 1, 10)), 20) * random * 1000))
    }
}
