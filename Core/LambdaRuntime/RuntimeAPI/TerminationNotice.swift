import Logging

/// Makes Lambda send SIGTERM before it ends the process: it does so only where an extension is registered, if only an internal one without
/// events.
///
/// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html
enum TerminationNotice {
    /// Registers; must come before the first `/next`. What fails is logged: the function works without.
    static func request(_ client: RuntimeAPIClient, _ logger: Logger) {
        do {
            let (status, id) = try client.registerExtension("postroom-termination")
            guard status == 200, let id else {
                return logger.warning(
                    "SIGTERM will not be announced: the registration was refused",
                    metadata: ["status": "\(status)", "expected": "200 with Lambda-Extension-Identifier"])
            }
            if !client.askForEvents(id) {
                logger.warning("SIGTERM will not be announced: there is no connection for the extension")
            }
        } catch {
            logger.warning("SIGTERM will not be announced: the registration failed", metadata: ["reason": "\(error)"])
        }
    }
}
