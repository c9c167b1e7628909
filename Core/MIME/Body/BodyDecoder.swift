/// Undoes a transfer encoding, in one piece or in several.
struct BodyDecoder {
    private enum State {
        case base64(Base64Decoder)
        case quotedPrintable(QuotedPrintableDecoder)
        /// An encoding that does nothing, or that is not known.
        case none
    }

    private var state: State

    init(_ encoding: TransferEncoding) {
        switch encoding {
        case .base64: state = .base64(Base64Decoder())
        case .quotedPrintable: state = .quotedPrintable(QuotedPrintableDecoder())
        case .sevenBit, .eightBit, .binary, .unknown: state = .none
        }
    }

    /// Decodes a piece, behind what `output` has.
    mutating func decode(_ input: Span<UInt8>, into output: inout [UInt8], _ log: inout DefectLog) {
        switch state {
        case .base64(var decoder):
            decoder.decode(input, into: &output, &log)
            state = .base64(decoder)
        case .quotedPrintable(var decoder):
            decoder.decode(input, into: &output, &log)
            state = .quotedPrintable(decoder)
        case .none: input.withUnsafeBufferPointer { output.append(contentsOf: $0) }
        }
    }

    /// Ends the input.
    mutating func finish(into output: inout [UInt8], _ log: inout DefectLog) {
        switch state {
        case .base64(var decoder): decoder.finish(into: &output, &log)
        case .quotedPrintable(var decoder): decoder.finish(into: &output, &log)
        case .none: break
        }
    }

    /// The decoded bytes of a whole body.
    static func decode(_ input: Span<UInt8>, _ encoding: TransferEncoding, _ log: inout DefectLog) -> [UInt8] {
        switch encoding {
        case .base64: Base64.decode(input, &log)
        case .quotedPrintable: QuotedPrintableDecoder.decode(input, &log)
        case .sevenBit, .eightBit, .binary, .unknown: input.array(0..<input.count)
        }
    }
}
