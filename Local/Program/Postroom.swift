import ArgumentParser

@main
struct Postroom: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "postroom",
        abstract: "Mail infrastructure without a mail server.",
        subcommands: [
            AliasesCommand.self, DevCommand.self, DMARCCommand.self, ExplainCommand.self, InvokeCommand.self, ParseCommand.self,
            RedriveCommand.self, ReparseCommand.self, StatusCommand.self, TraceCommand.self,
        ])
}
