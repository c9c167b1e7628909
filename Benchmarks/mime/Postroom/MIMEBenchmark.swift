import Glibc

/// The side of Postroom in `make bench-mime`; see `Benchmarks/mime/README.md`.
///
///     MIMEBenchmark peer           answers commands on standard input, as every peer does
///     MIMEBenchmark memory FILE    peak memory of a structure pass over a mapped file
@main
struct MIMEBenchmark {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        switch arguments.first {
        case "peer":
            var loop = PeerLoop()
            loop.run()
        case "memory": arguments.dropFirst().first.map(PeakMemory.report) ?? usage()
        default: usage()
        }
    }

    private static func usage() {
        print("usage: MIMEBenchmark peer | memory FILE")
        exit(2)
    }
}
