import AliasForward
import Forwarding
import LambdaRuntime
import Logging
import Mail

/// AliasForward in this process: aliases from a file, the mail from another, and what it would send goes to an outbox.
public enum AliasForwardInvocation {
    /// The mail of every event: there is one file.
    private struct OneMail: OriginalMails {
        let bytes: [UInt8]

        func open(_ key: String) -> any OriginalMail { OriginalInMemory(bytes) }
        func keep(_ key: String, until: Timestamp) {}
    }

    /// The function.
    /// - Parameters:
    ///   - mail: the raw mail that the event is about.
    ///   - aliases: the aliases and their domains.
    /// - Throws: `InvalidSetting`.
    public static func function(
        mail: [UInt8], aliases: AliasFile, environment: [String: String], outbox: Outbox
    ) throws -> any InProcessFunction {
        let clock = SystemClock()
        guard let key = ForwardingKey(try SystemRandom().bytes(ForwardingKey.length)) else {
            throw InvalidSetting("no secret could be made")
        }
        let parts = Forwarder.Parts(
            router: AliasRouter(store: InMemoryAliases(aliases.aliases), domains: aliases.domains), ledger: InMemoryLedger(),
            originals: OneMail(bytes: mail), sender: outbox, targets: InMemoryTargetStates(), tokens: InMemoryReplyTokens(),
            pace: Unpaced(),
            queue: nil, key: key, clock: clock)
        let settings = try ForwardingSettings(FunctionSettings(environment))
        return HandlerFunction(
            AliasForwardFunction(AliasForwardHandler(Forwarder(parts, settings: settings), clock: clock, rawKeyPrefix: "")))
    }
}
