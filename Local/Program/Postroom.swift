import ArgumentParser

@main
struct Postroom: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "postroom",
        abstract: "Mail infrastructure without a mail server.",
        subcommands: [
            AdminCommand.self, AliasesCommand.self, DevCommand.self, DMARCCommand.self, ExplainCommand.self, InboxCommand.self,
            InvokeCommand.self, ParseCommand.self, RedriveCommand.self, ReparseCommand.self, RunCommand.self, StatusCommand.self,
            TraceCommand.self,
        ])
}
