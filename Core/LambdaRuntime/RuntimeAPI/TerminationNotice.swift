import Glibc
import HTTP
import Logging
import Synchronization

/// Makes Lambda send SIGTERM before it ends the process: it does so only where an extension is registered, if only an internal one without
/// events.
///
/// Runs on a thread of its own, which waits in `event/next` for ever: that call says that the extension is ready.
final class TerminationNotice: Sendable {
    private let runtimeAPI: String
    private let logger: Logger
    private let isRegistered = Gate()

    private init(_ runtimeAPI: String, _ logger: Logger) {
        self.runtimeAPI = runtimeAPI
        self.logger = logger
    }

    /// Starts to register.
    static func request(_ runtimeAPI: String, _ logger: Logger) -> TerminationNotice {
        let notice = TerminationNotice(runtimeAPI, logger)
        if DetachedThread.start({ notice.run() }) == nil {
            logger.warning("no thread for the registration that brings SIGTERM")
            notice.isRegistered.open()
        }
        return notice
    }

    /// Returns when the registration is done, or has failed: it must come before the first `/next`.
    func wait() { isRegistered.wait() }

    private func run() {
        do {
            let connection = HTTPConnection()
            let base = "http://\(runtimeAPI)/2020-01-01/extension"
            let registration = try connection.send(
                HTTPRequest(
                    .post, base + "/register",
                    fields: [
                        "Lambda-Extension-Name": "postroom-termination", "Content-Type": "application/json",
                        "User-Agent": RuntimeAPIClient.userAgent,
                    ],
                    body: .bytes(Array(#"{"events":[]}"#.utf8)), allowsPlainHTTP: true,
                    timeouts: HTTPTimeouts(connect: .seconds(1), idle: nil, total: .seconds(2)), usesProxy: false))
            guard registration.status == 200, let id = registration.fields["Lambda-Extension-Identifier"] else {
                logger.warning(
                    "SIGTERM will not be announced: the registration was refused",
                    metadata: ["status": "\(registration.status)", "expected": "200 with Lambda-Extension-Identifier"])
                return isRegistered.open()
            }
            isRegistered.open()
            _ = try connection.send(
                HTTPRequest(
                    .get, base + "/event/next", fields: ["Lambda-Extension-Identifier": id], allowsPlainHTTP: true,
                    timeouts: HTTPTimeouts(idle: nil), usesProxy: false))
        } catch {
            if !isRegistered.isOpen {
                logger.warning("SIGTERM will not be announced: the registration failed", metadata: ["reason": "\(error)"])
            }
            isRegistered.open()
        }
    }
}
