// Drives the client of AWS by commands: a JSON object a line on stdin, and for each a JSON object on stdout, in the order in which they end.
// For Tests/Integration; see aws_probe.py there. The client is that of a function: all it knows comes from the environment.
import FoundationEssentials
import Glibc

let probe = Probe()
while let line = readLine() {
    do {
        probe.run(try JSONDecoder().decode(ProbeCommand.self, from: Data(line.utf8)))
    } catch {
        ProbeAnswer.complain("this is no command: \(line.prefix(200)): \(error)")
        exit(2)
    }
}
