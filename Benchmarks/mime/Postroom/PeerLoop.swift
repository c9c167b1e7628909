import Glibc
import MIME

/// Commands, one a line, and one line of answer to each:
///
///     load PATH               reads a pack; `ok MAILS BYTES`
///     limits standard|none    how far the parser goes; `ok`
///     run MODE NANOSECONDS    the whole pack, again and again for at least so much CPU time; `ok NANOSECONDS LOOPS CONSUMED`
///     digest PATH             what a full pass reads, into a file; `ok`
///
/// MODE is one of ``Work``; peers know `structure` and `full`. Any other answer says what went wrong.
struct PeerLoop {
    private var mails: [[UInt8]] = []
    private var limits = Limits.standard
    private var body: [UInt8] = []

    mutating func run() {
        while let line = readLine() {
            let words = line.split(separator: " ", maxSplits: 1).map(String.init)
            print(answer(words.first ?? "", words.count > 1 ? words[1] : ""))
            fflush(nil)
        }
    }

    private mutating func answer(_ command: String, _ argument: String) -> String {
        switch command {
        case "load":
            guard let pack = Pack.read(argument) else { return "cannot read \(argument)" }
            mails = pack
            return "ok \(mails.count) \(mails.reduce(0) { $0 + $1.count })"
        case "limits":
            limits = argument == "none" ? .none : .standard
            return "ok"
        case "run":
            let words = argument.split(separator: " ")
            guard words.count == 2, let work = Work(rawValue: String(words[0])), let nanoseconds = Int(words[1]) else {
                return "usage: run MODE NANOSECONDS"
            }
            return measure(work, atLeast: nanoseconds)
        case "digest":
            return Digest.write(mails, limits, to: argument) ? "ok" : "cannot write \(argument)"
        default: return "unknown command"
        }
    }

    private mutating func measure(_ work: Work, atLeast nanoseconds: Int) -> String {
        var loops = 0
        var consumed = 0
        let start = CPUClock.now
        var spent = 0
        repeat {
            consumed = 0
            for mail in mails { consumed &+= work.consume(mail, limits, &body) }
            loops += 1
            spent = CPUClock.now - start
        } while spent < nanoseconds
        return "ok \(spent) \(loops) \(consumed)"
    }
}

/// CPU time of this process, all threads.
enum CPUClock {
    static var now: Int {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}

extension Limits {
    /// Every limit off.
    static let none = Limits(depth: .max, parts: .max, headerBytes: .max, headerFields: .max, embeddedBytes: .max)
}
