/// Undoes a transfer encoding.
enum BodyDecoder {
    /// The decoded bytes; for an encoding that does nothing, or that is not known, they are the input.
    static func decode(_ input: Span<UInt8>, _ encoding: TransferEncoding, _ log: inout DefectLog) -> [UInt8] {
        switch encoding {
        case .base64: Base64.decode(input, &log)
        case .quotedPrintable: QuotedPrintable.decode(input, &log)
        case .sevenBit, .eightBit, .binary, .unknown: input.array(0..<input.count)
        }
    }
}
