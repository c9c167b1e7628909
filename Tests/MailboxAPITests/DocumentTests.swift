import Mail
import MailboxAPI
import Testing

@Suite("/openapi.json")
struct DocumentTests {
    private let host = Host()

    private func document() async throws -> JSONBody { try await host.send("GET", "/openapi.json").json }

    /// Every method of every path, with what stands there.
    private func operations(_ document: JSONBody) -> [(method: String, path: String, operation: JSONBody)] {
        guard case .object(let paths)? = document["paths"] else { return [] }
        return paths.sorted { $0.key < $1.key }.flatMap { path, item in
            item.keys.subtracting(["parameters"]).sorted().map { ($0.uppercased(), path, item[$0] ?? .null) }
        }
    }

    @Test("it is OpenAPI 3.1, for everybody")
    func served() async throws {
        let response = await host.send("GET", "/openapi.json")
        #expect(response.status == 200 && response.header("Content-Type") == "application/json")
        #expect(try response.json["openapi"]?.text == "3.1.0")
    }

    @Test("its paths and methods are those of the API, and that of links to kept mail")
    func paths() async throws {
        let described = operations(try await document()).map { "\($0.method) \($0.path)" }
        #expect(Set(described) == Set(MailboxAPI.operations.map { "\($0.method) \($0.path)" } + ["GET /held/{token}"]))
        #expect(described.count == MailboxAPI.operations.count + 1)
    }

    @Test("every operation has a name of its own, a tag that is explained, a summary and answers")
    func operations() async throws {
        let document = try await document()
        let all = operations(document).map(\.operation)
        #expect(Set(all.compactMap { $0["operationId"]?.text }).count == all.count)
        let tags = Set(document["tags"]?.elements.compactMap { $0["name"]?.text } ?? [])
        for operation in all {
            #expect(operation["tags"]?.elements.count == 1 && tags.contains(operation["tags"]?.elements.first?.text ?? ""))
            #expect(operation["summary"]?.text?.isEmpty == false && operation["responses"]?.keys.isEmpty == false)
        }
    }

    @Test("the variables of a path are its parameters")
    func pathParameters() async throws {
        let document = try await document()
        let judge = SchemaJudge(document)
        for path in document["paths"]?.keys ?? [] {
            let parameters = document["paths"]?[path]?["parameters"]?.elements.map { judge.resolved($0).value } ?? []
            let variables = path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
            #expect(parameters.compactMap { $0["name"]?.text } == variables, "\(path)")
        }
    }

    /// A request that gets to the fields of an operation.
    private func target(_ path: String, _ mailbox: Host.Opened, _ message: String) -> String {
        path.replacing("{address}", with: mailbox.address).replacing("{id}", with: message).replacing("{path}", with: "1")
            .replacing("{key}", with: "key_0000000000000000")
    }

    private func send(_ method: String, _ path: String, _ query: String, body: String? = nil) async -> APIResponse {
        var headers = ["authorization": "Bearer \(Host.adminToken)"]
        if body != nil { headers["content-type"] = "application/json" }
        return await host.api.respond(
            to: APIRequest(method: method, path: path, query: query, headers: headers, body: Array((body ?? "").utf8)))
    }

    @Test("the fields of a query are those that the API reads: what is described is checked, and nothing else is")
    func queryFields() async throws {
        let document = try await document()
        let judge = SchemaJudge(document)
        let all = operations(document).map { method, path, operation in
            (
                method, path, operation,
                Set(
                    (operation["parameters"]?.elements ?? []).map { judge.resolved($0).value }.filter { $0["in"]?.text == "query" }
                        .compactMap { $0["name"]?.text })
            )
        }
        let names = all.reduce(Set<String>()) { $0.union($1.3) }
        // A control character is no value of any field.
        for (method, path, operation, known) in all where path.hasPrefix("/api/") {
            // Fields of a body may stand in the query without being described there.
            guard operation["requestBody"] == nil || !known.isEmpty else { continue }
            for name in names.sorted() {
                let mailbox = try await host.create(token: Host.adminToken)
                let message = try await host.deliver(SampleMail.page, to: mailbox, id: "m-\(path)-\(method)-\(name)")
                // Without this it waits, or does not know what is to be removed.
                let base = path.hasSuffix("/wait") ? "timeout=0" : "all=true"
                let query = base.hasPrefix("\(name)=") ? "\(name)=%00" : "\(base)&\(name)=%00"
                let response = await send(method, target(path, mailbox, message), query)
                if known.contains(name) {
                    #expect(response.status == 422, "\(method) \(path)?\(name)")
                    let fields = try response.json["errors"]?.elements.compactMap { $0["field"]?.text } ?? []
                    #expect(fields.contains(name), "\(method) \(path)?\(name)")
                } else {
                    #expect(response.status != 422, "\(method) \(path) reads \(name)")
                }
            }
        }
    }

    @Test("the fields of a body are those that the API reads")
    func bodyFields() async throws {
        let document = try await document()
        let judge = SchemaJudge(document)
        for (method, path, operation) in operations(document) {
            guard let content = operation["requestBody"]?["content"]?["application/json"]?["schema"] else { continue }
            let mailbox = try await host.create(token: Host.adminToken)
            let message = try await host.deliver(to: mailbox, id: "m-\(path)-\(method)")
            let response = await send(method, target(path, mailbox, message), "", body: #"{"nothing_like_that": 1}"#)
            #expect(response.status == 422, "\(method) \(path)")
            let fault = try #require(try response.json["errors"]?.elements.first { $0["field"]?.text == "nothing_like_that" })
            let hint = try #require(fault["hint"]?.text)
            let known = hint.dropFirst("There are ".utf8.count).dropLast().split(separator: ", ").map(String.init)
            #expect(Set(known) == judge.resolved(content).value["properties"]?.keys, "\(method) \(path)")
        }
    }
}
