/// Reads the content of a mail behind DATA: takes out the dots that the client put in (RFC 5321 section 4.5.2) and finds the end.
///
/// Only CRLF.CRLF ends the content. A bare LF or CR never counts as a line end, so that nobody can smuggle in a second mail.
package struct SMTPDataReader {
    private enum State {
        /// Behind CRLF, or at the very beginning.
        case lineStart
        /// Behind a dot at the start of a line.
        case dot
        /// Behind a dot and CR at the start of a line.
        case dotCR
        case text
        /// Behind CR.
        case cr
    }

    private var state = State.lineStart

    package init() {}

    /// Reads as much as there is.
    /// - Returns: how many bytes were taken, and whether the content has ended with them.
    package mutating func read(_ input: ArraySlice<UInt8>, into output: inout [UInt8]) -> (consumed: Int, isEnd: Bool) {
        var index = input.startIndex
        while index < input.endIndex {
            let byte = input[index]
            switch state {
            case .text:
                guard let cr = input[index...].firstIndex(of: 0x0D) else {
                    output += input[index...]
                    return (input.count, false)
                }
                output += input[index...cr]
                index = cr
                state = .cr
            case .lineStart:
                if byte == UInt8(ascii: ".") {
                    state = .dot
                } else {
                    output.append(byte)
                    state = byte == 0x0D ? .cr : .text
                }
            case .dot:
                if byte == 0x0D {
                    state = .dotCR
                } else {
                    output.append(byte)
                    state = .text
                }
            case .dotCR:
                if byte == 0x0A { return (index - input.startIndex + 1, true) }
                output.append(0x0D)
                output.append(byte)
                state = byte == 0x0D ? .cr : .text
            case .cr:
                output.append(byte)
                state = byte == 0x0A ? .lineStart : byte == 0x0D ? .cr : .text
            }
            index += 1
        }
        return (input.count, false)
    }
}
