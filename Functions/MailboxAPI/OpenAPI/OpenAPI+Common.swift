extension OpenAPI {
    /// The header fields of every answer where the plan has a limit.
    static let limits = #"""
        "headers": { "RateLimit": { "$ref": "#/components/headers/RateLimit" }, "RateLimit-Policy": { "$ref": "#/components/headers/RateLimit-Policy" } }
        """#

    /// What any path that looks at the caller can answer.
    static let faults = #"""
        "400": { "$ref": "#/components/responses/BadRequest" }, "401": { "$ref": "#/components/responses/Unauthorized" }, "403": { "$ref": "#/components/responses/Forbidden" }, "429": { "$ref": "#/components/responses/TooMany" }, "500": { "$ref": "#/components/responses/Failed" }, "503": { "$ref": "#/components/responses/Unavailable" }
        """#

    /// What a path answers where there is no such thing.
    static let notFound = ##""404": { "$ref": "#/components/responses/NotFound" }"##

    /// What a path answers that has fields.
    static let invalid = ##""422": { "$ref": "#/components/responses/Invalid" }"##

    /// What a path answers that takes a body.
    static let bodyFaults = #"""
        "413": { "$ref": "#/components/responses/BodyTooLarge" }, "415": { "$ref": "#/components/responses/UnsupportedBody" }, "422": { "$ref": "#/components/responses/Invalid" }
        """#

    /// What a path answers that reads the raw mail.
    static let gone = ##""410": { "$ref": "#/components/responses/Gone" }"##

    /// What a path answers where the answer is too large.
    static let elsewhere = #"""
        "302": {
                    "description": "On AWS, where it is too large for an answer: `Location` has it for five minutes.",
                    "headers": {
                      "Location": { "$ref": "#/components/headers/Location" },
                      "RateLimit": { "$ref": "#/components/headers/RateLimit" },
                      "RateLimit-Policy": { "$ref": "#/components/headers/RateLimit-Policy" }
                    }
                  }
        """#

    /// Who may read messages.
    static let readers = #""security": [{ "mailboxToken": [] }, { "apiKey": ["messages"] }]"#

    /// Who may read messages, or see the codes and links in them.
    static let blindReaders = #""security": [{ "mailboxToken": [] }, { "apiKey": ["messages"] }, { "apiKey": ["codes"] }]"#

    /// The content of an answer: a schema of this name.
    static func json(_ schema: String) -> String {
        ##""content": { "application/json": { "schema": { "$ref": "#/components/schemas/\##(schema)" } } }"##
    }

    /// A parameter of this name.
    static func parameter(_ name: String) -> String { ##"{ "$ref": "#/components/parameters/\##(name)" }"## }
}
