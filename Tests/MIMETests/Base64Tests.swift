import MIME
import Testing

/// RFC 2045 section 6.8.
@Suite struct Base64Tests {
    @Test(arguments: [
        ("", ""), ("YQ==", "a"), ("YWI=", "ab"), ("YWJj", "abc"), ("YWJjZA==", "abcd"), ("YWJj\r\nZGVm\r\n", "abcdef"),
        ("YWJj\nZGVm\n", "abcdef"), ("YW\r\nJj", "abc"), ("Y W\tJ j", "abc"), ("YQ==\r\n\r\n", "a"), ("\r\n YQ = =", "a"),
        ("YWJj====", "abc"),
    ])
    func validTextIsDecodedWithoutADefect(body: String, expected: String) {
        let message = mail(encoding: "base64", body: body)
        #expect(message.body("1") == expected)
        #expect(message.defects == [])
    }

    @Test(arguments: [
        ("SGVs*bG8h!!", "Hello!"), ("*SGVsbG8h", "Hello!"), ("SG-Vs_bG8h", "Hello!"), ("SGVsbG8h\r\n--\r\nYQ==", "Hello!a"),
        ("SGVs\0bG8h", "Hello!"), ("SGVs\rbG8h,", "Hello!"),
    ])
    func charactersOutsideTheAlphabetAreSkipped(body: String, expected: String) {
        let message = mail(encoding: "base64", body: body)
        #expect(message.body("1") == expected)
        #expect(message.codes.isSuperset(of: [.base64InvalidCharacter]))
    }

    @Test(arguments: [("SGVsbG8=V29ybGQ=", "HelloWorld"), ("YQ==\r\nYg==\r\nYw==", "abc"), ("YQ=YWJj", "aabc"), ("=YWJj", "abc")])
    func dataBehindPaddingIsDecodedToo(body: String, expected: String) {
        let message = mail(encoding: "base64", body: body)
        #expect(message.body("1") == expected)
        #expect(message.codes == [.base64DataAfterPadding])
    }

    @Test(arguments: [("SGVsbG8hQ", "Hello!"), ("Q", ""), ("Q=", ""), ("Q===", "")])
    func aSingleLeftOverDigitIsDropped(body: String, expected: String) {
        let message = mail(encoding: "base64", body: body)
        #expect(message.body("1") == expected)
        #expect(message.codes == [.base64PartialQuantum])
    }

    @Test(arguments: [("YQ", "a"), ("YWI", "ab"), ("YWJjZA\r\n", "abcd")])
    func missingPaddingLosesNothing(body: String, expected: String) {
        let message = mail(encoding: "base64", body: body)
        #expect(message.body("1") == expected)
        #expect(message.codes == [.base64MissingPadding])
    }

    @Test func everyByteSurvives() {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        let all = Array(0...UInt8.max)
        for count in [0, 1, 2, 3, 57, 255, 256] {
            var text: [UInt8] = []
            for start in stride(from: 0, to: count, by: 3) {
                let group = all[start..<min(start + 3, count)] + [0, 0]
                let value = group.prefix(3).reduce(0) { $0 << 8 | Int($1) }
                let length = min(3, count - start)
                for place in 0..<4 { text.append(place <= length ? digits[value >> (18 - 6 * place) & 63] : 0x3D) }
                if text.count % 78 == 76 { text += [0x0D, 0x0A] }
            }
            let message = Message(Array("Content-Transfer-Encoding: base64\r\nContent-Type: a/b\r\n\r\n".utf8) + text)
            #expect(message.root.decodedBody == Array(all[..<count]))
            #expect(message.defects == [])
        }
    }

    @Test func aDefectIsNotedOnceWithItsFirstPlace() {
        let message = mail(encoding: "base64", body: String(repeating: "****", count: 1000))
        #expect(message.defects.map(\.code) == [.base64InvalidCharacter])
        #expect(message.defects.first?.detail.contains("byte 0 ") == true)
    }
}
