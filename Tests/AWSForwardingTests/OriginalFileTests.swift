import AWSForwarding
import Forwarding
import HTTP
import MIME
import Testing

@Suite struct OriginalFileTests {
    private func file(_ bytes: [UInt8]) async throws -> OriginalFile {
        let body = HTTPResponseBody(resume: {}, cancel: {})
        if !bytes.isEmpty { #expect(bytes.withUnsafeBytes { body.take($0) }) }
        body.end(.success(()))
        return try OriginalFile(try await HTTPTemporaryFile(body, limit: 1 << 20))
    }

    private let mail = Array("Subject: Hello\r\n\r\n".utf8) + (0..<20_000).map { UInt8($0 % 251) }

    @Test func `It is scanned where it lies, and outlives its file`() async throws {
        var original: OriginalFile? = try await file(mail)
        let message = original?.message()
        original?.releaseMemory()
        #expect(message?.subject == "Hello")
        original = nil
        #expect(message?.bytes == mail)
    }

    @Test func `It is read in pieces`() async throws {
        let original = try await file(mail)
        #expect(original.count == mail.count)
        var buffer = [UInt8](repeating: 0, count: 1000)
        for offset in [0, 1, 19_000, mail.count - 5] {
            let count = try buffer.withUnsafeMutableBytes { try original.read(at: offset, into: $0) }
            #expect(count == min(1000, mail.count - offset) && Array(buffer[..<count]) == Array(mail[offset..<(offset + count)]))
        }
        #expect(try buffer.withUnsafeMutableBytes { try original.read(at: mail.count, into: $0) } == 0)
    }

    @Test func `An empty object is an empty mail`() async throws {
        let original = try await file([])
        original.releaseMemory()
        #expect(original.count == 0 && original.message().bytes == [])
        var buffer = [UInt8](repeating: 0, count: 10)
        #expect(try buffer.withUnsafeMutableBytes { try original.read(at: 0, into: $0) } == 0)
    }

    @Test(arguments: [1, 7, 78, 777, 100_000])
    func `Some of it goes in base64`(_ size: Int) async throws {
        let body = OutgoingMailBody(
            OutgoingMail([.bytes([1]), .base64(16..<mail.count), .base64(0..<0), .base64(0..<57), .bytes([2])], of: try await file(mail)))
        let base64 = TransferEncoding.base64
        let expected = [1] + base64.encode(Array(mail[16...])) + base64.encode(Array(mail[..<57])) + [2]
        #expect(body.length == expected.count)
        for _ in 0..<2 {
            var read: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: size)
            while true {
                let count = try buffer.withUnsafeMutableBytes { try body.read(into: $0) }
                if count == 0 { break }
                read += buffer[..<count]
            }
            #expect(read == expected)
            body.rewind()
        }
    }

    @Test func `A mail that is made of it is a body that begins again`() async throws {
        let original = try await file(mail)
        let outgoing = OutgoingMail([.bytes(Array("X: y\r\n".utf8)), .original(0..<mail.count), .original(0..<0)], of: original)
        let body = OutgoingMailBody(outgoing)
        #expect(body.length == mail.count + 6)
        for _ in 0..<2 {
            var read: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 777)
            while true {
                let count = try buffer.withUnsafeMutableBytes { try body.read(into: $0) }
                if count == 0 { break }
                read += buffer[..<count]
            }
            #expect(read == Array("X: y\r\n".utf8) + mail)
            body.rewind()
        }
    }
}
