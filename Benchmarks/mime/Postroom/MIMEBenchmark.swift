import Glibc

/// The side of Postroom in `make bench-mime`; see `Benchmarks/mime/README.md`.
///
///     MIMEBenchmark peer                   answers commands on standard input, as every peer does
///     MIMEBenchmark kernels PACK ROUNDS    the loops under the parser beside memchr and memcpy, on mails of a pack
///     MIMEBenchmark memory FILE            peak memory of a structure pass over a mapped file
@main
struct MIMEBenchmark {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        switch arguments.first {
        case "peer":
            var loop = PeerLoop()
            loop.run()
        case "kernels":
            guard arguments.count == 3, let mails = arguments.dropFirst().first.flatMap(Pack.read),
                let rounds = arguments.last.flatMap({ Int($0) })
            else { return usage() }
            Kernels(mails: mails, rounds: rounds).run()
        case "memory": arguments.dropFirst().first.map(PeakMemory.report) ?? usage()
        default: usage()
        }
    }

    private static func usage() {
        print("usage: MIMEBenchmark peer | kernels PACK ROUNDS | memory FILE")
        exit(2)
    }
}
