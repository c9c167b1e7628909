import Forwarding
import LambdaEvents
import LambdaRuntime
import Logging
import Mail

/// The function behind links to kept mail: `GET /held/{token}` leads to where the mail can be fetched for five minutes.
///
/// A presigned URL ends with the credentials that have signed it, which a function has for hours at most; the link works for weeks.
public struct HeldMailHandler: EventHandler {
    /// How long the URL works that a link leads to.
    public static let seconds = 300

    private let links: HeldMailLink
    private let clock: any WallClock
    private let presign: @Sendable (_ rawKey: String, _ seconds: Int) async throws -> String
    /// What to do before the first event.
    public let warmUps: [WarmUp]

    /// Creates the handler.
    /// - Parameters:
    ///   - links: opens the tokens.
    ///   - clock: tells which are over.
    ///   - presign: makes a URL that gives a raw mail to whoever has it, for so many seconds.
    ///   - warmUps: what else to do before the first event.
    public init(
        _ links: HeldMailLink, clock: any WallClock, warmUps: [WarmUp] = [],
        presign: @escaping @Sendable (_ rawKey: String, _ seconds: Int) async throws -> String
    ) {
        self.links = links
        self.clock = clock
        self.warmUps = [.decoding(HTTPAPIEvent.self, from: #"{"requestContext":{"http":{"method":"GET"}}}"#)] + warmUps
        self.presign = presign
    }

    /// Answers a request. The log and the metrics say what came of it, and nothing of the token.
    public func handle(_ event: HTTPAPIEvent, context: InvocationContext) async throws -> HTTPAPIResponse {
        guard event.method == "GET" || event.method == "HEAD" else {
            return Self.answer(405, "This link can be opened, and nothing else.", ["Allow": "GET, HEAD"])
        }
        var response = try await response(to: Self.token(of: event), context)
        // RFC 9110 section 9.3.2.
        if event.method == "HEAD" { response.body = "" }
        return response
    }

    private func response(to token: String, _ context: InvocationContext) async throws -> HTTPAPIResponse {
        do {
            let content = try links.open(token, now: clock.now())
            context.metrics.count("HeldMailsOpened")
            return Self.answer(302, "The mail is at another address.", ["Location": try await presign(content.rawKey, Self.seconds)])
        } catch let refusal as HeldMailLink.Refusal {
            context.logger.info("a link was not opened", metadata: ["reason": "\(refusal.code.rawValue)"])
            context.metrics.count("HeldMailsRefused")
            return switch refusal.code {
            case .expired: Self.answer(410, "The time of this link is over.")
            // Whoever guesses learns nothing about how near it was.
            case .forged, .malformed: Self.answer(404, "There is no mail behind this link. Look whether it is complete.")
            }
        }
    }

    /// The variable of the route, or the last part of the path.
    private static func token(of event: HTTPAPIEvent) -> String {
        event.pathParameters["token"] ?? event.rawPath.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? ""
    }

    /// Nothing of it may be kept on the way, and nobody else may learn the address: it is all that one needs.
    private static func answer(_ status: Int, _ text: String, _ fields: [String: String] = [:]) -> HTTPAPIResponse {
        let common = [
            "Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "Content-Type": "text/plain; charset=utf-8",
            "X-Content-Type-Options": "nosniff", "X-Robots-Tag": "noindex",
        ]
        return HTTPAPIResponse(statusCode: status, headers: common.merging(fields) { $1 }, body: "\(text)\n")
    }
}
