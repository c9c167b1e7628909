/// What the API is, as a document that programs read: OpenAPI 3.1. It is written first, and the tests hold the API to it.
///
/// Its parts are JSON texts by subject in the files beside this one.
enum OpenAPI {
    /// The document, JSON.
    static let document = """
        {
          "openapi": "3.1.0",
        \(about),
          "paths": {
        \(parts([mailboxPaths, messagePaths, batchPaths, contentPaths, partPaths, waitPaths, accountPaths, operationPaths]))
          },
          "components": {
            "securitySchemes": {
        \(securitySchemes)
            },
            "parameters": {
        \(parts([pathParameters, queryParameters]))
            },
            "headers": {
        \(headers)
            },
            "responses": {
        \(parts([refusals, failures]))
            },
            "schemas": {
        \(parts([requestSchemas, mailboxSchemas, messageSchemas, mailSchemas, extractionSchemas, waitSchemas, accountSchemas, problemSchemas]))
            }
          }
        }

        """

    /// Members of one object, which stand in several texts.
    private static func parts(_ texts: [String]) -> String { texts.joined(separator: ",\n") }
}
