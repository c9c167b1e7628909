import HTTP
import Testing

@Suite struct HTTPFieldsTests {
    private let fields: HTTPFields = ["Content-Type": "text/plain", "Set-Cookie": "a=1", "set-cookie": "b=2"]

    @Test(arguments: ["content-type", "CONTENT-TYPE", "Content-Type"])
    func `A name is found in any case`(_ name: String) {
        #expect(fields[name] == "text/plain")
    }

    @Test(arguments: ["Content-Typ", "Content-Typee", "Content_Type", ""])
    func `Another name is not found`(_ name: String) {
        #expect(fields[name] == nil)
    }

    @Test func `Only letters have cases`() {
        // 0x5B and 0x7B, 0x40 and 0x60 differ in the bit that the cases of a letter differ in.
        #expect((["A[": "1", "A@": "2"] as HTTPFields)["a{"] == nil)
        #expect((["A[": "1", "A@": "2"] as HTTPFields)["a`"] == nil)
    }

    @Test func `All fields of a name are kept in their order`() {
        #expect(fields.values("SET-COOKIE") == ["a=1", "b=2"])
        #expect(fields["Set-Cookie"] == "a=1")
    }

    @Test func `Setting replaces all fields of a name`() {
        var fields = fields
        fields["SET-COOKIE"] = "c=3"
        #expect(fields.values("set-cookie") == ["c=3"])
        fields["Set-cookie"] = nil
        #expect(fields.lines.map(\.name) == ["Content-Type"])
    }
}
