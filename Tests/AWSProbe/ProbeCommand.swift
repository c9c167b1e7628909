import FoundationEssentials
import HTTP

/// A line of stdin.
struct ProbeCommand: Decodable, Sendable {
    var id: Int
    /// Such as `s3.get`.
    var operation: String
    /// What it is called with.
    var input: [String: JSONValue]?
    /// Seconds from now until `RequestDeadline`.
    var deadline: Double?

    /// A part of the input that has to be there.
    func need<Value: Decodable>(_ name: String, _ type: Value.Type = Value.self) throws -> Value {
        guard let value = input?[name] else { throw ProbeFailure(description: "\(operation) has no \(name)") }
        return try value.read()
    }

    /// A part of the input that may be missing.
    func find<Value: Decodable>(_ name: String, _ type: Value.Type = Value.self) throws -> Value? {
        guard let value = input?[name] else { return nil }
        if case .null = value { return nil }
        return try value.read() as Value
    }

    /// Pairs of texts.
    func pairs(_ name: String) throws -> [(name: String, value: String)] {
        try (find(name, [[String]].self) ?? []).compactMap { $0.count == 2 ? ($0[0], $0[1]) : nil }
    }

    /// Bytes: `base64` or `text`, or what a `file` holds.
    func body() throws -> HTTPRequestBody {
        if let text: String = try find("text") { return .bytes(Array(text.utf8)) }
        if let path: String = try find("file") { return .reader(try HTTPFileReader(path: path)) }
        return .bytes(try bytes())
    }

    /// Bytes as a reader.
    func reader() throws -> any HTTPBodyReader {
        if let path: String = try find("file") { return try HTTPFileReader(path: path) }
        return HTTPBytesReader(try bytes())
    }

    func bytes() throws -> [UInt8] {
        guard let data = Data(base64Encoded: try need("base64", String.self)) else { throw ProbeFailure(description: "this is no base64") }
        return Array(data)
    }
}

/// What the probe was asked for and cannot do.
struct ProbeFailure: Error, CustomStringConvertible {
    var description: String
}
