import Crypto
import Testing

@Suite("Hexadecimal digits")
struct HexTests {
    @Test("No bytes have no digits")
    func empty() {
        #expect([UInt8]().hexadecimal == "")
    }

    @Test("Digits are in lower case, the high half first, with leading zeros")
    func digits() {
        #expect([0x00, 0x01, 0x0f, 0x10, 0xab, 0xff].hexadecimal == "00010f10abff")
    }

    @Test("Every byte has the two digits that it is written with")
    func everyByte() {
        for byte in UInt8.min...UInt8.max {
            let digits = [byte].hexadecimal
            #expect(digits.utf8.count == 2)
            #expect(UInt8(digits, radix: 16) == byte)
            #expect(digits == digits.lowercased())
        }
    }

    @Test("Any sequence of bytes has digits")
    func sequences() {
        #expect("ü".utf8.hexadecimal == "c3bc")
        #expect(Array(0..<5)[1...2].hexadecimal == "0102")
        #expect((0..<3 as Range<UInt8>).reversed().hexadecimal == "020100")
    }
}
