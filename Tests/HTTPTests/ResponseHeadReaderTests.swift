import HTTP
import Testing

@Suite struct ResponseHeadReaderTests {
    private func read(_ lines: String...) -> ResponseHeadReader {
        var reader = ResponseHeadReader()
        for line in lines { Array(line.utf8).withUnsafeBytes { reader.read($0) } }
        return reader
    }

    private func pairs(_ fields: HTTPFields) -> [String] { fields.lines.map { "\($0.name)=\($0.value)" } }

    @Test(arguments: ["\r\n", "\n", ""])
    func `A head is complete with its empty line`(_ end: String) {
        var reader = read("HTTP/1.1 200 OK\(end)", "A: 1\(end)", "B:2\(end)")
        #expect(!reader.isComplete)
        Array(end.utf8).withUnsafeBytes { reader.read($0) }
        #expect(reader.isComplete)
        #expect(reader.head == HTTPResponseHead(status: 200, fields: ["A": "1", "B": "2"]))
    }

    @Test func `Interim responses are passed over`() {
        let reader = read("HTTP/1.1 103 Early Hints", "Link: x", "", "HTTP/1.1 100 Continue", "", "HTTP/1.1 204", "A: 1", "")
        #expect(reader.isComplete)
        #expect(reader.head == HTTPResponseHead(status: 204, fields: ["A": "1"]))
    }

    @Test func `An interim response alone is no response`() {
        #expect(!read("HTTP/1.1 100 Continue", "").isComplete)
    }

    @Test func `What follows the head are trailers`() {
        let reader = read("HTTP/1.1 200 OK", "A: 1", "", "B: 2", " more", "HTTP/1.1 500 none", "")
        #expect(pairs(reader.head.fields) == ["A=1"])
        #expect(pairs(reader.trailers) == ["B=2 more"])
        #expect(reader.head.status == 200)
    }

    @Test func `A folded line belongs to the field before it`() {
        let reader = read("HTTP/1.1 200 OK", "A: one", "  two\t", "\tthree", "B:", " four", "")
        #expect(pairs(reader.head.fields) == ["A=one two three", "B=four"])
    }

    @Test func `A folded line without a field before it is left out`() {
        #expect(pairs(read("HTTP/1.1 200 OK", " x", "A: 1", "").head.fields) == ["A=1"])
    }

    @Test func `What is no field is left out`() {
        #expect(pairs(read("HTTP/1.1 200 OK", "no colon", ": no name", "A: b:c", "").head.fields) == ["A=b:c"])
    }

    @Test(arguments: [("HTTP/1.1 200", 200), ("HTTP/1.0 204 None", 204), ("HTTP/2 404 ", 404), ("HTTP/1.1 999 x", 999)])
    func `The status is the number behind the version`(_ line: String, _ status: Int) {
        #expect(read(line, "").head.status == status)
    }

    @Test(arguments: [
        "HTTP/1.1", "HTTP/1.1 ", "HTTP/1.1 2x0 OK", "HTTP/1.1 20", "HTTP/1.1 20 OK", "HTTP/1.1 2000", "HTTP/1.1 -20", "HTTP/1.1  200",
        "HTTP/ 200", "HTTP/x 200 OK", "http/1.1 200 OK", " HTTP/1.1 200", "200 OK",
    ])
    func `What is no status line has no status, and makes no head`(_ line: String) {
        #expect(read(line).head.status == 0)
        #expect(!read(line, "A: 1", "").isComplete)
    }

    @Test func `White space around a value goes, what is within stays`() {
        #expect(pairs(read("HTTP/1.1 200 OK", "A: \t x  y \t", "").head.fields) == ["A=x  y"])
    }

    @Test func `More than the limit is noticed and not kept`() {
        let line = "A: " + String(repeating: "x", count: 1021)
        var reader = read("HTTP/1.1 200 OK")
        for _ in 0..<255 { Array(line.utf8).withUnsafeBytes { reader.read($0) } }
        #expect(!reader.isTooLarge)
        for _ in 0..<100 { Array(line.utf8).withUnsafeBytes { reader.read($0) } }
        #expect(reader.isTooLarge)
        #expect(reader.head.fields.lines.count == 255)
    }
}
