import ArgumentParser
import Echo
import Foundation
import Local
import Logging

extension InvokeCommand {
    /// The functions whose handlers are in this program.
    enum Function: String, CaseIterable {
        case echo = "Echo"
        case sesInbound = "SESInbound"
        case aliasForward = "AliasForward"
        case welcomeEmail = "WelcomeEmail"
        case alarmEmail = "AlarmEmail"

        /// Whether it sends mail, which goes to an outbox.
        var sends: Bool { self != .echo && self != .sesInbound }

        /// The function's handler, to be run in this process.
        /// - Parameter event: the event that it will get.
        func inProcess(event: [UInt8], _ options: HandlerOptions, _ outbox: Outbox) async throws -> any InProcessFunction {
            let environment = ProcessInfo.processInfo.environment
            switch self {
            case .echo: return HandlerFunction(EchoHandler())
            case .sesInbound:
                return try await SESInboundInvocation(
                    event: event, rawMail: options.raw.map { try MailFile.read($0) }, data: options.data, domains: options.domain)
            case .aliasForward:
                guard let raw = options.raw, let aliases = options.aliases else {
                    throw Unusable(description: "AliasForward needs the raw mail and the aliases: give --raw FILE and --aliases FILE")
                }
                return try AliasForwardInvocation.function(
                    mail: try MailFile.read(raw), aliases: try AliasFileOnDisk(path: aliases).read(), environment: environment,
                    outbox: outbox)
            case .welcomeEmail: return try NotificationInvocation.welcome(environment, outbox)
            case .alarmEmail: return try NotificationInvocation.alarm(environment, outbox)
            }
        }
    }

    /// What a handler in this process needs.
    struct HandlerOptions: ParsableArguments {
        @Option(help: ArgumentHelp("The raw mail that the event is about; '-' is standard input.", valueName: "file"))
        var raw: String?

        @Option(help: ArgumentHelp("A data directory of 'postroom dev', which must not be running.", valueName: "directory"))
        var data: String?

        @Option(help: ArgumentHelp("A domain that is ours; repeat it for several. (default: all)", valueName: "domain"))
        var domain: [String] = []

        @Option(help: ArgumentHelp("The aliases, for AliasForward.", valueName: "file"))
        var aliases: String?

        @Option(
            help: ArgumentHelp("Where mails are written that would be sent, each a file. (default: outbox)", valueName: "directory"))
        var outbox: String?

        @Option(help: "Least level of the logs. (default: info)")
        var logLevel: Logger.Level?

        /// - Throws: ``Unusable`` when one is given although the bootstrap is asked for.
        func refuse() throws {
            let given = [
                ("--raw", raw != nil), ("--data", data != nil), ("--domain", !domain.isEmpty), ("--aliases", aliases != nil),
                ("--outbox", outbox != nil), ("--log-level", logLevel != nil),
            ]
            guard let option = given.first(where: \.1)?.0 else { return }
            throw Unusable(description: "\(option) is for a function in this process: a bootstrap has its own storage and logs")
        }
    }

    /// What Lambda's configuration of a function says.
    struct BootstrapOptions: ParsableArguments {
        @Flag(help: "Run the function's own program, against a Runtime API on this machine.")
        var bootstrap = false

        @Option(help: ArgumentHelp("The program, where it is another one. Implies --bootstrap.", valueName: "file"))
        var bootstrapPath: String?

        @Option(help: ArgumentHelp("When a running invocation is ended, at most 900. (default: 3)", valueName: "seconds"))
        var timeout: Double?

        @Option(help: ArgumentHelp("The most memory that the process may have resident, 128 to 10240. (default: 128)", valueName: "MB"))
        var memory: Int?

        @Option(help: ArgumentHelp("What the caller sends along as client context, on one line.", valueName: "JSON"))
        var clientContext: String?

        var isAsked: Bool { bootstrap || bootstrapPath != nil }

        var megabytes: Int { memory ?? 128 }

        /// - Throws: ``Unusable`` when one is given although the bootstrap is not asked for.
        func refuse() throws {
            let given = [("--timeout", timeout != nil), ("--memory", memory != nil), ("--client-context", clientContext != nil)]
            guard let option = given.first(where: \.1)?.0 else { return }
            throw Unusable(description: "\(option) needs --bootstrap: nothing limits a function in this process")
        }

        /// How the function is run.
        /// - Throws: ``Unusable`` and ``BootstrapFile/Missing``.
        func settings(_ function: String) throws -> BootstrapSettings {
            guard !function.isEmpty, function.utf8.allSatisfy({ $0 != 0x2F && $0 > 0x20 }) else {
                throw Unusable(description: "'\(function)' is no name of a function")
            }
            let seconds = timeout ?? 3
            guard seconds > 0, seconds <= 900 else {
                throw Unusable(description: "--timeout \(seconds): it takes seconds above 0 and up to 900, as on Lambda")
            }
            guard 128...10240 ~= megabytes else {
                throw Unusable(description: "--memory \(megabytes): it takes MB from 128 to 10240, as on Lambda")
            }
            if let clientContext {
                let isJSON = (try? JSONSerialization.jsonObject(with: Data(clientContext.utf8))) != nil
                guard isJSON, clientContext.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) else {
                    throw Unusable(description: "--client-context: it takes a JSON object in ASCII, on one line")
                }
            }
            return BootstrapSettings(
                function: function,
                path: try bootstrapPath.map { try BootstrapFile.check($0) } ?? BootstrapFile.find(function),
                timeout: .seconds(seconds), memory: megabytes, clientContext: clientContext)
        }
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
