import AWS
import FoundationEssentials
import HTTP
import Testing

@Suite struct Base64BodyTests {
    /// A reader that gives as few bytes at a time as it likes.
    private final class Sparse: HTTPBodyReader, @unchecked Sendable {  // Used by one test.
        let bytes: [UInt8]
        let most: Int
        var position = 0

        init(_ bytes: [UInt8], most: Int) {
            self.bytes = bytes
            self.most = most
        }

        var length: Int { bytes.count }
        func rewind() { position = 0 }
        func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
            let count = min(buffer.count, most, bytes.count - position)
            for index in 0..<count { buffer[index] = bytes[position + index] }
            position += count
            return count
        }
    }

    private func read(_ body: any HTTPBodyReader, by size: Int) throws -> [UInt8] {
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: size)
        while true {
            let count = try buffer.withUnsafeMutableBytes { try body.read(into: $0) }
            if count == 0 { return result }
            result += buffer[..<count]
        }
    }

    private func expected(_ bytes: [UInt8]) -> [UInt8] { Array("{\"Data\":\"\(Data(bytes).base64EncodedString())\"}".utf8) }

    private func body(_ content: any HTTPBodyReader) -> Base64Body {
        Base64Body(start: Array("{\"Data\":\"".utf8), content: content, end: Array("\"}".utf8))
    }

    @Test func `Every length and every size of buffer`() throws {
        var random = Seeded(4)
        for length in Array(0...20) + [48 << 10, (48 << 10) + 1, (96 << 10) + 2] {
            let bytes = random.bytes(length)
            for size in [1, 2, 3, 5, 64, 100_000] where size * 20_000 > length {
                let body = body(HTTPBytesReader(bytes))
                #expect(try read(body, by: size) == expected(bytes))
                #expect(body.length == expected(bytes).count)
            }
        }
    }

    @Test(arguments: [1, 2, 4, 7, 1000])
    func `A source that gives little at a time`(_ most: Int) throws {
        var random = Seeded(5)
        let bytes = random.bytes(1001)
        #expect(try read(body(Sparse(bytes, most: most)), by: 97) == expected(bytes))
    }

    @Test(arguments: [0, 1, 5, 12, 40, 2000])
    func `It starts again from anywhere`(_ position: Int) throws {
        var random = Seeded(6)
        let bytes = random.bytes(1000)
        let body = body(HTTPBytesReader(bytes))
        var buffer = [UInt8](repeating: 0, count: max(1, position))
        if position > 0 { _ = try buffer.withUnsafeMutableBytes { try body.read(into: $0) } }
        try body.rewind()
        #expect(try read(body, by: 333) == expected(bytes))
        try body.rewind()
        #expect(try read(body, by: 1) == expected(bytes))
    }

    @Test func `A file`() throws {
        var random = Seeded(7)
        let bytes = random.bytes(100_001)
        let scratch = Scratch()
        let path = scratch.write("mail", bytes)
        let body = body(try HTTPFileReader(path: path))
        for _ in 0..<2 {
            #expect(try read(body, by: 8191) == expected(bytes))
            try body.rewind()
        }
    }
}

@Suite struct AttributeValueTests {
    static let values: [(value: AttributeValue, json: String)] = [
        (.string(""), #"{"S":""}"#), (.string("\u{FC}\"\\\n"), #"{"S":"ü\"\\\n"}"#),
        (.number("-0.00000000000000000000000000000000000001"), #"{"N":"-0.00000000000000000000000000000000000001"}"#),
        (.number(Int.min), #"{"N":"-9223372036854775808"}"#), (.binary([]), #"{"B":""}"#), (.binary([0, 255]), #"{"B":"AP8="}"#),
        (.bool(true), #"{"BOOL":true}"#), (.bool(false), #"{"BOOL":false}"#), (.null, #"{"NULL":true}"#),
        (.list([.string("a"), .list([]), .map([:])]), #"{"L":[{"S":"a"},{"L":[]},{"M":{}}]}"#),
        (.map(["a/b": .number(1)]), #"{"M":{"a/b":{"N":"1"}}}"#), (.stringSet(["a", ""]), #"{"SS":["a",""]}"#),
        (.numberSet(["1", "2.50"]), #"{"NS":["1","2.50"]}"#), (.binarySet([[1], []]), #"{"BS":["AQ==",""]}"#),
    ]

    @Test(arguments: values.indices)
    func `DynamoDB's JSON`(_ index: Int) throws {
        let (value, json) = Self.values[index]
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        #expect(String(decoding: try encoder.encode(value), as: UTF8.self) == json)
        #expect(try JSONDecoder().decode(AttributeValue.self, from: Data(json.utf8)) == value)
    }

    @Test(arguments: [#"{}"#, #"{"X":"a"}"#, #"{"S":1}"#, #"{"N":1}"#, #"{"B":"*"}"#, #"{"L":[{}]}"#, #"[]"#, #"{"BOOL":"true"}"#])
    func `What is no value is refused`(_ json: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(AttributeValue.self, from: Data(json.utf8)) }
    }

    @Test func `What a value is read as`() {
        #expect((AttributeValue.number("12").int, AttributeValue.number("1.5").int, AttributeValue.string("12").int) == (12, nil, nil))
        #expect((AttributeValue.string("a").text, AttributeValue.number("1").text) == ("a", nil))
        #expect(AttributeValue.binary([1]).bytes == [1] && AttributeValue.bool(true).flag == true && AttributeValue.null.flag == nil)
        #expect(AttributeValue.list([.null]).values == [.null] && AttributeValue.map(["a": .null]).fields == ["a": .null])
    }

    /// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
    @Test(
        arguments: [
            (["ab": .string("\u{FC}x")], 2 + 3), (["a": .string("")], 1), (["a": .binary([1, 2, 3])], 1 + 3), (["a": .null], 2),
            (["a": .bool(false)], 2),
            (["a": .number("0")], 1 + 1), (["a": .number("7")], 1 + 2), (["a": .number("42")], 1 + 2), (["a": .number("-427")], 1 + 3),
            (["a": .number("1200000")], 1 + 2), (["a": .number("0.0012")], 1 + 2), (["a": .number("1.2E+125")], 1 + 2),
            (["a": .number("12345678901234567890123456789012345678")], 1 + 20), (["a": .list([])], 1 + 3), (["a": .map([:])], 1 + 3),
            (["a": .list([.null, .string("xy")])], 1 + 3 + 2 + 3), (["a": .map(["k": .string("xy")])], 1 + 3 + 1 + 1 + 2),
            (["a": .stringSet(["x", "yz"])], 1 + 3), (["a": .numberSet(["1", "2"])], 1 + 4), (["a": .binarySet([[1], [2, 3]])], 1 + 3),
            ([:], 0),
        ] as [(Item, Int)])
    func `The size of an item`(_ item: Item, _ size: Int) {
        #expect(ItemSize.bytes(item) == size)
    }
}
