import Local
import Testing

@Suite struct PrettyJSONTests {
    @Test(arguments: [
        (#"{}"#, "{}"),
        (#" [ ] "#, "[]"),
        (#"{"b":1.0,"a":[12345678901234567890123,{}]}"#, "{\n  \"b\": 1.0,\n  \"a\": [\n    12345678901234567890123,\n    {}\n  ]\n}"),
        (#"{"a\"b{": "c,d:[\\"}"#, "{\n  \"a\\\"b{\": \"c,d:[\\\\\"\n}"),
        ("[[],[1,2]]", "[\n  [],\n  [\n    1,\n    2\n  ]\n]"),
        ("\"text\"", "\"text\""),
        ("12", "12"),
        ("true", "true"),
        ("", nil),
        ("{", nil),
        ("plain", nil),
        ("{}{}", nil),
    ])
    func valuesKeepTheirTextAndOrder(json: String, expected: String?) {
        #expect(PrettyJSON.format(Array(json.utf8)).map { String(decoding: $0, as: UTF8.self) } == expected)
    }

    @Test func whatIsNoUTF8IsNoJSON() {
        #expect(PrettyJSON.format([0x22, 0xFF, 0x22]) == nil)
    }
}
