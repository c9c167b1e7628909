import Glibc
import MIME

/// The loops under the parser, each beside what the C library takes for the least that has to be done.
struct Kernels {
    /// A loop over so many bytes of input; it answers a number that depends on all that it found.
    struct Kernel {
        let name: String
        let bytes: Int
        let run: () -> Int
    }

    let rounds: Int
    private let kernels: [Kernel]

    /// CPU nanoseconds that a figure is of at least.
    private static let loop = 20_000_000

    /// - Parameter mails: newsletters; their header blocks and bodies are what the loops read.
    init(mails: [[UInt8]], rounds: Int) {
        self.rounds = rounds
        let samples = KernelSamples(mails)
        kernels = Self.scans(samples.base64) + Self.decoders(samples)
    }

    /// Prints a line for each: its name, and GB/s of input as the median, the least and the most, separated by tabs.
    func run() {
        var times = [[Double]](repeating: [], count: kernels.count)
        for _ in 0..<rounds {
            for (index, kernel) in kernels.enumerated() { times[index].append(Self.speed(kernel)) }
        }
        for (kernel, speeds) in zip(kernels, times.map { $0.sorted() }) {
            guard let least = speeds.first, let most = speeds.last else { continue }
            print("\(kernel.name)\t\(speeds[speeds.count / 2])\t\(least)\t\(most)")
        }
    }

    private static func speed(_ kernel: Kernel) -> Double {
        let start = CPUClock.now
        var spent = 0
        var loops = 0
        var sum = 0
        repeat {
            sum &+= kernel.run()
            loops += 1
            spent = CPUClock.now - start
        } while spent < loop
        // Nothing is ever negative; the compiler does not know that and keeps the work.
        if sum == -1 { print("") }
        return Double(kernel.bytes * loops) / Double(spent)
    }

    private static func scans(_ lines: [UInt8]) -> [Kernel] {
        [
            Kernel(name: "line ends", bytes: lines.count) {
                var count = 0
                let span = lines.span
                var position = 0
                while let found = ByteScan.first(0x0A, in: span, position..<span.count) {
                    count += 1
                    position = found + 1
                }
                return count
            },
            Kernel(name: "memchr for each line end", bytes: lines.count) {
                lines.withUnsafeBytes { buffer in
                    var count = 0
                    guard var start = buffer.baseAddress else { return 0 }
                    let end = start + buffer.count
                    while let found = memchr(start, 0x0A, end - start) {
                        count += 1
                        start = UnsafeRawPointer(found) + 1
                    }
                    return count
                }
            },
            Kernel(name: "delimiter lines, none there", bytes: lines.count) {
                ByteScan.firstDelimiterCandidate(in: lines.span, 0..<lines.count) ?? 1
            },
            Kernel(name: "memchr, byte not there", bytes: lines.count) {
                lines.withUnsafeBytes { buffer in buffer.baseAddress.flatMap { memchr($0, 0x2D, buffer.count) } == nil ? 1 : 2 }
            },
            Kernel(name: "memcpy", bytes: lines.count) {
                [UInt8](unsafeUninitializedCapacity: lines.count) { target, count in
                    lines.withUnsafeBytes { source in
                        if let to = target.baseAddress, let from = source.baseAddress { memcpy(to, from, source.count) }
                    }
                    count = lines.count
                }.count
            },
        ]
    }

    /// Through the public API, as mails of one part: what that adds does not grow with the body.
    private static func decoders(_ samples: KernelSamples) -> [Kernel] {
        func body(_ name: String, _ header: String, _ content: [UInt8], _ read: @escaping (Part) -> Int) -> Kernel {
            let part = Message(Array("\(header)\r\n\r\n".utf8) + content).root
            return Kernel(name: name, bytes: content.count) { read(part) }
        }
        return [
            body("base64", "Content-Transfer-Encoding: base64", samples.base64) { $0.decodedBody.count },
            body("quoted-printable", "Content-Transfer-Encoding: quoted-printable", samples.quotedPrintable) { $0.decodedBody.count },
            body("UTF-8 check", "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit", samples.text) {
                $0.text.utf8.count
            },
            Kernel(name: "header split", bytes: samples.headers.reduce(0) { $0 + $1.count }) {
                samples.headers.reduce(0) { $0 + Message($1).root.headerRange.count }
            },
        ]
    }
}

/// What the loops read: 4 MB each.
struct KernelSamples {
    /// Lines of 76 digits with CRLF; no hyphen.
    let base64: [UInt8]
    /// Bodies of newsletters, as sent.
    let quotedPrintable: [UInt8]
    /// Bodies of newsletters, decoded.
    let text: [UInt8]
    /// Header blocks of newsletters.
    let headers: [[UInt8]]

    private static let size = 4 << 20

    init(_ mails: [[UInt8]]) {
        let messages = mails.map { Message($0) }
        let leaves = messages.flatMap(\.parts).filter { !$0.isContainer }
        let quoted = leaves.filter { $0.transferEncoding == .quotedPrintable }
        quotedPrintable = Self.repeated(quoted.flatMap(\.rawBody))
        text = Self.repeated(leaves.flatMap { Array($0.text.utf8) })
        headers = messages.map { Array($0.bytes[$0.root.headerRange]) + [0x0D, 0x0A] }
        var state: UInt32 = 1
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var lines: [UInt8] = []
        lines.reserveCapacity(Self.size)
        while lines.count + 78 <= Self.size {
            for _ in 0..<76 {
                state = state &* 1_664_525 &+ 1_013_904_223
                lines.append(digits[Int(state >> 26)])
            }
            lines += [0x0D, 0x0A]
        }
        base64 = lines
    }

    /// The bytes again and again up to the size; whole repetitions, so that no character is cut.
    private static func repeated(_ bytes: [UInt8]) -> [UInt8] {
        guard !bytes.isEmpty else { return [] }
        return Array(repeatElement(bytes, count: max(1, size / bytes.count)).joined())
    }
}
