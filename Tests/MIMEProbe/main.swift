import Glibc

// What the checks in Python ask of the library: `MIMEProbe COMMAND …`, with its input and output in bytes.

/// The commands by name; each has a file of its own.
let commands: [String: ([String]) -> Bool] = [
    "charset": charsetCommand, "compose": composeCommand, "copy": copyCommand, "edit": editCommand, "parse": parseCommand,
    "safe": safeCommand, "stream": streamCommand,
]

let arguments = Array(CommandLine.arguments.dropFirst())
guard let name = arguments.first, let command = commands[name], command(Array(arguments.dropFirst())) else {
    writeOutput(Array("usage: MIMEProbe \(commands.keys.sorted().joined(separator: "|")) …\n".utf8), to: STDERR_FILENO)
    exit(2)
}
