/// JSON as bytes, written from front to back: for lines that are written at every invocation, where an encoder costs more than the rest.
struct JSONText {
    private(set) var bytes: [UInt8] = []
    /// Whether everything outside ASCII is escaped, as a header field needs it.
    var isASCII = false

    init(reserving capacity: Int = 256) { bytes.reserveCapacity(capacity) }

    /// Text that is JSON already: braces, commas, names of ours.
    mutating func raw(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Bytes that are JSON already.
    mutating func raw(_ json: some Sequence<UInt8>) { bytes.append(contentsOf: json) }

    /// A comma, unless something was just opened.
    mutating func comma() {
        guard let last = bytes.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "[") else { return }
        bytes.append(UInt8(ascii: ","))
    }

    /// The name of a member, with the comma before it.
    mutating func name(_ name: String) {
        comma()
        string(name)
        bytes.append(UInt8(ascii: ":"))
    }

    mutating func member(_ name: String, _ value: String) {
        self.name(name)
        string(value)
    }

    mutating func member(_ name: String, _ value: Double) {
        self.name(name)
        number(value)
    }

    mutating func member(_ name: String, _ value: Bool) {
        self.name(name)
        raw(value ? "true" : "false")
    }

    /// A number; what JSON has no number for is null.
    mutating func number(_ value: Double) {
        guard value.isFinite else { return raw("null") }
        if value == value.rounded(), abs(value) < 1e15 {
            raw(String(Int64(value)).utf8)
        } else {
            raw("\(value)".utf8)
        }
    }

    /// A string, in quotes.
    mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        if isASCII {
            for scalar in text.unicodeScalars { appendASCII(scalar) }
        } else {
            text.withUTF8 { for byte in $0 { append(byte) } }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): raw(#"\""#)
        case UInt8(ascii: "\\"): raw(#"\\"#)
        case 0x0A: raw(#"\n"#)
        case 0x0D: raw(#"\r"#)
        case 0x09: raw(#"\t"#)
        case 0..<0x20, 0x7F: escape(UInt16(byte))
        default: bytes.append(byte)
        }
    }

    private mutating func appendASCII(_ scalar: Unicode.Scalar) {
        if scalar.isASCII { return append(UInt8(scalar.value)) }
        for unit in String(scalar).utf16 { escape(unit) }
    }

    private mutating func escape(_ unit: UInt16) {
        raw(#"\u"#)
        for shift in [12, 8, 4, 0] {
            let digit = UInt8(unit >> UInt16(shift) & 0xF)
            bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
    }
}
