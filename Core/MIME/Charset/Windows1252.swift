/// Windows-1252, which the Encoding Standard also reads ISO-8859-1 and US-ASCII as. Every byte has a character.
enum Windows1252 {
    static func decode(_ bytes: Span<UInt8>) -> String {
        var sink = UTF8Sink(appendingTo: [], inputCount: bytes.count)
        SingleByteDecoder.decode(bytes, SingleByteCharset.windows1252.table, into: &sink)
        return String(decoding: sink.finish(), as: UTF8.self)
    }
}
