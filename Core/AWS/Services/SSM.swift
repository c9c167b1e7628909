/// Parameters of Systems Manager.
///
/// https://docs.aws.amazon.com/systems-manager/latest/APIReference/Welcome.html
public struct SSM: Sendable {
    /// The most names of one GetParameters.
    static let batchLimit = 10

    private let client: AWSClient

    /// The operations.
    public init(_ client: AWSClient) { self.client = client }

    /// A parameter.
    public struct Parameter: Decodable, Sendable, Equatable {
        /// Its name, from the root.
        public var name: String
        /// Its value, in clear.
        public var value: String
        /// How often it was changed.
        public var version: Int?

        private enum CodingKeys: String, CodingKey {
            case name = "Name"
            case value = "Value"
            case version = "Version"
        }
    }

    /// A parameter; nil when there is none.
    public func parameter(_ name: String) async throws -> Parameter? {
        struct Request: Encodable {
            var Name: String
            var WithDecryption = true
        }
        struct Answer: Decodable {
            var Parameter: SSM.Parameter
        }
        do {
            let answer: Answer = try await call("GetParameter", Request(Name: name))
            return answer.Parameter
        } catch let error as AWSError where error.code == "ParameterNotFound" {
            return nil
        }
    }

    /// Parameters by name, any number; those that are not there are left out.
    public func parameters(_ names: [String]) async throws -> [Parameter] {
        struct Request: Encodable {
            var Names: [String]
            var WithDecryption = true
        }
        struct Answer: Decodable {
            var Parameters: [SSM.Parameter]
        }
        var found: [Parameter] = []
        var left = names[...]
        while !left.isEmpty {
            let answer: Answer = try await call("GetParameters", Request(Names: Array(left.prefix(Self.batchLimit))))
            found += answer.Parameters
            left = left.dropFirst(Self.batchLimit)
        }
        return found
    }

    /// All parameters below a path, such as `/postroom/aliases/`.
    public func parameters(below path: String) async throws -> [Parameter] {
        struct Request: Encodable {
            var Path: String
            var Recursive = true
            var WithDecryption = true
            var NextToken: String?
        }
        struct Answer: Decodable {
            var Parameters: [SSM.Parameter]
            var NextToken: String?
        }
        var found: [Parameter] = []
        var token: String?
        repeat {
            let answer: Answer = try await call("GetParametersByPath", Request(Path: path, NextToken: token))
            found += answer.Parameters
            token = answer.NextToken
        } while token != nil
        return found
    }

    /// Adds a parameter in clear, or gives one another value.
    package func put(_ name: String, _ value: String) async throws {
        struct Request: Encodable {
            var name: String
            var value: String
            // Where it is there already it keeps its type: one that is encrypted stays so.
            var type: String?
            var overwrite: Bool

            enum CodingKeys: String, CodingKey {
                case name = "Name"
                case value = "Value"
                case type = "Type"
                case overwrite = "Overwrite"
            }
        }
        do {
            let _: NoContent = try await call("PutParameter", Request(name: name, value: value, type: "String", overwrite: false))
        } catch let error as AWSError where error.code == "ParameterAlreadyExists" {
            let _: NoContent = try await call("PutParameter", Request(name: name, value: value, overwrite: true))
        }
    }

    /// Removes a parameter; false when there was none.
    @discardableResult
    package func delete(_ name: String) async throws -> Bool {
        struct Request: Encodable {
            var Name: String
        }
        do {
            let _: NoContent = try await call("DeleteParameter", Request(Name: name))
            return true
        } catch let error as AWSError where error.code == "ParameterNotFound" {
            return false
        }
    }

    private func call<Answer: Decodable>(_ operation: String, _ input: some Encodable) async throws -> Answer {
        try await client.json(.ssm, "AmazonSSM", operation, isIdempotent: true, input)
    }
}
