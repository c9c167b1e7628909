import Glibc

// What people and scripts ask of the extraction: `ExtractionProbe COMMAND …`.

/// The commands by name; each has a file of its own.
let commands: [String: ([String]) -> Int32?] = ["evaluate": evaluateCommand, "read": readCommand, "scan": scanCommand, "time": timeCommand]

let arguments = Array(CommandLine.arguments.dropFirst())
guard let name = arguments.first, let command = commands[name], let status = command(Array(arguments.dropFirst())) else {
    print(
        """
        usage: ExtractionProbe evaluate DIR [--totals]   precision and recall over a folder of evaluation mails
               ExtractionProbe scan [--sample N] PATH…   the mails (files and folders) in which a one-time code is found
               ExtractionProbe read FILE                what is found in one mail, or one evaluation mail
               ExtractionProbe time DIR                         how long the mails of a folder take
        """)
    exit(2)
}
exit(status)
