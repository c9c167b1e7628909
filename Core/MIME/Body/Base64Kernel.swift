/// The quick part of base64: whole quanta in lines.
enum Base64Kernel {
    private static let invalid: UInt8 = 0xFF

    /// The value of each digit; 255 for every other byte.
    private static let values: [UInt8] = {
        var table = [UInt8](repeating: invalid, count: 256)
        let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for (value, digit) in digits.utf8.enumerated() { table[Int(digit)] = UInt8(value) }
        return table
    }()

    /// The twelve bits of two digits, by both bytes as a little-endian number; the highest bit says that one is no digit. It fills a good part
    /// of a small cache and takes a tenth of a millisecond to make: only for what is large.
    private static let pairs: [UInt16] = {
        [UInt16](unsafeUninitializedCapacity: 65536) { table, count in
            for second in 0..<256 {
                for first in 0..<256 {
                    let (high, low) = (values[first], values[second])
                    table[second << 8 | first] = high < 64 && low < 64 ? UInt16(high) << 6 | UInt16(low) : 0x8000
                }
            }
            count = 65536
        }
    }()
    /// Bytes from which on the table of pairs pays.
    private static let pairsThreshold = 65536

    /// The value of a digit; at least 64 for what is none.
    static func value(_ byte: UInt8) -> UInt8 { values[Int(byte)] }

    /// Decodes whole quanta from `index` on, and the line ends between them, up to anything else.
    ///
    /// The output needs room for three bytes per quantum and eight more. `linesFrom` is where lines of one length may be tried again: where
    /// they do not hold, looking for them would cost more than it gains.
    /// - Returns: where it stopped, in input and output.
    static func decode(
        _ input: UnsafePointer<UInt8>, _ index: Int, _ end: Int, _ output: UnsafeMutablePointer<UInt8>, _ written: Int,
        linesFrom: inout Int
    ) -> (index: Int, written: Int) {
        guard index >= linesFrom, end - index >= pairsThreshold else { return decodeQuanta(input, index, end, output, written) }
        let (next, count) = pairs.withUnsafeBufferPointer { pairs in
            pairs.baseAddress.map { decodeLines(input, index, end, output, written, $0) } ?? (index, written)
        }
        if next - index < longestLine * 4 { linesFrom = next + longestLine * 4 }
        return decodeQuanta(input, next, end, output, count)
    }
    /// Longer lines are decoded quantum by quantum.
    private static let longestLine = 1200

    /// Quantum by quantum.
    private static func decodeQuanta(
        _ input: UnsafePointer<UInt8>, _ index: Int, _ end: Int, _ output: UnsafeMutablePointer<UInt8>, _ written: Int
    ) -> (index: Int, written: Int) {
        values.withUnsafeBufferPointer { table in
            guard let values = table.baseAddress else { return (index, written) }
            var index = index
            var written = written
            while index + 4 <= end {
                let a = values[Int(input[index])]
                let b = values[Int(input[index + 1])]
                let c = values[Int(input[index + 2])]
                let d = values[Int(input[index + 3])]
                guard a | b | c | d < 64 else {
                    // The line end between two quanta.
                    if input[index] == ASCII.lf {
                        index += 1
                    } else if input[index] == ASCII.cr, input[index + 1] == ASCII.lf {
                        index += 2
                    } else {
                        break
                    }
                    continue
                }
                let bits = UInt32(a) << 18 | UInt32(b) << 12 | UInt32(c) << 6 | UInt32(d)
                UnsafeMutableRawPointer(output + written).storeBytes(of: (bits << 8).bigEndian, as: UInt32.self)
                written += 3
                index += 4
            }
            return (index, written)
        }
    }

    /// Line by line, as long as each has the length of the first; a line is checked when it is decoded.
    private static func decodeLines(
        _ input: UnsafePointer<UInt8>, _ index: Int, _ end: Int, _ output: UnsafeMutablePointer<UInt8>, _ written: Int,
        _ pairs: UnsafePointer<UInt16>
    ) -> (index: Int, written: Int) {
        guard let first = firstFeed(input, index, end) else { return (index, written) }
        // The first line may be the rest of one: the second has the length of the others.
        var (index, written) = decodeQuanta(input, index, first + 1, output, written)
        if index < first, input[index] == ASCII.cr { index += 1 }
        if index == first { index += 1 }
        guard index == first + 1, let feed = firstFeed(input, index, end) else { return (index, written) }
        let ending = feed > index && input[feed - 1] == ASCII.cr ? 2 : 1
        let length = feed + 1 - ending - index
        guard length > 0, length % 4 == 0 else { return (index, written) }
        let stride = length + ending
        while index + stride <= end, input[index + stride - 1] == ASCII.lf {
            if ending == 2, input[index + stride - 2] != ASCII.cr { break }
            let source = UnsafeRawPointer(input + index)
            let target = UnsafeMutableRawPointer(output + written)
            var check: UInt32 = 0
            var from = 0
            var to = 0
            while from &+ 16 <= length {
                let first = quanta(source.loadUnaligned(fromByteOffset: from, as: UInt64.self), pairs, &check)
                let second = quanta(source.loadUnaligned(fromByteOffset: from &+ 8, as: UInt64.self), pairs, &check)
                target.storeBytes(of: first, toByteOffset: to, as: UInt64.self)
                target.storeBytes(of: second, toByteOffset: to &+ 6, as: UInt64.self)
                from &+= 16
                to &+= 12
            }
            if from &+ 8 <= length {
                let last = quanta(source.loadUnaligned(fromByteOffset: from, as: UInt64.self), pairs, &check)
                target.storeBytes(of: last, toByteOffset: to, as: UInt64.self)
                from &+= 8
                to &+= 6
            }
            if from < length {
                let word = source.loadUnaligned(fromByteOffset: from, as: UInt32.self).littleEndian
                let (a, b) = (UInt32(pairs[Int(word & 0xFFFF)]), UInt32(pairs[Int(word >> 16)]))
                check |= a | b
                target.storeBytes(of: ((a &<< 12 | b) &<< 8).bigEndian, toByteOffset: to, as: UInt32.self)
                to &+= 3
            }
            // What was written of a line with anything else in it is written again by the careful path.
            guard check & 0x8000 == 0 else { break }
            index += stride
            written += to
        }
        return (index, written)
    }

    /// The six bytes of two quanta, and two more that are nothing.
    @inline(__always)
    private static func quanta(_ digits: UInt64, _ pairs: UnsafePointer<UInt16>, _ check: inout UInt32) -> UInt64 {
        let word = digits.littleEndian
        let (a, b) = (UInt64(pairs[Int(word & 0xFFFF)]), UInt64(pairs[Int(word >> 16 & 0xFFFF)]))
        let (c, d) = (UInt64(pairs[Int(word >> 32 & 0xFFFF)]), UInt64(pairs[Int(word >> 48)]))
        check |= UInt32(truncatingIfNeeded: a | b | c | d)
        return ((a &<< 36 | b &<< 24 | c &<< 12 | d) &<< 16).bigEndian
    }

    private static func firstFeed(_ input: UnsafePointer<UInt8>, _ index: Int, _ end: Int) -> Int? {
        (index..<min(end, index + longestLine)).first { input[$0] == ASCII.lf }
    }
}
