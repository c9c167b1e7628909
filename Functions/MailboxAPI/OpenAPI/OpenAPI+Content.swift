extension OpenAPI {
    static let contentPaths = #"""
            "/api/v1/mailboxes/{address}/messages/{id}/raw": {
              "parameters": [\#(parameter("Address")), \#(parameter("Message"))],
              "get": {
                "operationId": "getRawMail", "tags": ["content"], "summary": "The raw mail, byte for byte",
                "description": "The message stays as unread as it was, here and in everything else below a message.",
                \#(readers),
                "responses": {
                  "200": {
                    "description": "The mail.",
                    \#(downloadHeaders),
                    "content": { "message/rfc822": {} }
                  },
                  \#(elsewhere),
                  \#(notFound),
                  \#(gone),
                  \#(faults)
                }
              }
            },
            "/api/v1/mailboxes/{address}/messages/{id}/headers": {
              "parameters": [\#(parameter("Address")), \#(parameter("Message"))],
              "get": {
                "operationId": "getHeaders", "tags": ["content"], "summary": "The header, decoded, in the order of the mail",
                \#(readers),
                "responses": {
                  "200": {
                    "description": "The header fields.",
                    \#(limits),
                    \#(json("HeaderList"))
                  },
                  \#(elsewhere),
                  \#(notFound),
                  \#(gone),
                  \#(faults)
                }
              }
            },
            "/api/v1/mailboxes/{address}/messages/{id}/text": {
              "parameters": [\#(parameter("Address")), \#(parameter("Message"))],
              "get": {
                "operationId": "getText", "tags": ["content"], "summary": "The text body",
                "description": "404 with the code `body_not_found` where the mail has none.",
                \#(readers),
                "responses": {
                  "200": {
                    "description": "The text, in UTF-8.",
                    \#(limits),
                    "content": { "text/plain; charset=utf-8": { "schema": { "type": "string" }, "example": "Your code is 123456.\n" } }
                  },
                  \#(elsewhere),
                  \#(notFound),
                  \#(gone),
                  \#(faults)
                }
              }
            },
            "/api/v1/mailboxes/{address}/messages/{id}/html": {
              "parameters": [\#(parameter("Address")), \#(parameter("Message"))],
              "get": {
                "operationId": "getHTML", "tags": ["content"], "summary": "The HTML body, made safe to show",
                "description": "For a frame of a page of its own: no script is left in it, and nothing is loaded from elsewhere unless `images` says so. The sender's own HTML is in `html` of the message, as text. 404 with the code `body_not_found` where the mail has none.",
                \#(readers),
                "parameters": [
                  { "name": "images", "in": "query",
                    "description": "Whether images may come from elsewhere, which tells the sender that the mail is read.",
                    "schema": { "type": "string", "enum": ["block", "allow"], "default": "block" } },
                  { "name": "safe", "in": "query", "description": "True, which is what it is without it. HTML that is not made safe is refused.",
                    "schema": { "type": "boolean", "const": true, "default": true } }
                ],
                "responses": {
                  "200": {
                    "description": "A document.",
                    "headers": {
                      "RateLimit": { "$ref": "#/components/headers/RateLimit" },
                      "RateLimit-Policy": { "$ref": "#/components/headers/RateLimit-Policy" },
                      "Content-Security-Policy": { "$ref": "#/components/headers/Content-Security-Policy" }
                    },
                    "content": { "text/html; charset=utf-8": { "schema": { "type": "string" } } }
                  },
                  \#(elsewhere),
                  \#(notFound),
                  \#(gone),
                  \#(invalid),
                  \#(faults)
                }
              }
            },
            "/api/v1/mailboxes/{address}/messages/{id}/extract": {
              "parameters": [\#(parameter("Address")), \#(parameter("Message"))],
              "get": {
                "operationId": "getExtract", "tags": ["content"], "summary": "Codes and links in the mail",
                "description": "All candidates, the best first; with the scope `codes` alone the best code and the best link.",
                \#(blindReaders),
                "responses": {
                  "200": {
                    "description": "What was found.",
                    \#(limits),
                    \#(json("VisibleExtract"))
                  },
                  \#(notFound),
                  \#(gone),
                  \#(faults)
                }
              }
            },
            "/api/v1/mailboxes/{address}/messages/{id}/auth": {
              "parameters": [\#(parameter("Address")), \#(parameter("Message"))],
              "get": {
                "operationId": "getAuthentication", "tags": ["content"], "summary": "What is known of where the mail comes from",
                \#(blindReaders),
                "responses": {
                  "200": {
                    "description": "The verdicts of the receiving side. With the scope `codes` alone `envelope_from` is null.",
                    \#(limits),
                    \#(json("Authentication"))
                  },
                  \#(notFound),
                  \#(faults)
                }
              }
            }
        """#

    static let partPaths = #"""
            "/api/v1/mailboxes/{address}/messages/{id}/parts": {
              "parameters": [\#(parameter("Address")), \#(parameter("Message"))],
              "get": {
                "operationId": "listParts", "tags": ["content"], "summary": "The tree of parts, depth first",
                \#(readers),
                "responses": {
                  "200": {
                    "description": "All parts.",
                    \#(limits),
                    \#(json("PartList"))
                  },
                  \#(elsewhere),
                  \#(notFound),
                  \#(gone),
                  \#(faults)
                }
              }
            },
            "/api/v1/mailboxes/{address}/messages/{id}/parts/{path}": {
              "parameters": [\#(parameter("Address")), \#(parameter("Message")), \#(parameter("Part"))],
              "get": {
                "operationId": "getPart", "tags": ["content"], "summary": "A part, decoded",
                "description": "The type is always the same and the name is the server's own: both would otherwise be the sender's choice.",
                \#(readers),
                "responses": {
                  "200": {
                    "description": "The bytes.",
                    \#(downloadHeaders),
                    "content": { "application/octet-stream": {} }
                  },
                  \#(elsewhere),
                  \#(notFound),
                  \#(gone),
                  \#(faults)
                }
              }
            },
            "/api/v1/mailboxes/{address}/messages/{id}/attachments": {
              "parameters": [\#(parameter("Address")), \#(parameter("Message"))],
              "get": {
                "operationId": "listAttachments", "tags": ["content"], "summary": "The parts that a reader lists as attachments",
                \#(readers),
                "responses": {
                  "200": {
                    "description": "The attachments.",
                    \#(limits),
                    \#(json("AttachmentList"))
                  },
                  \#(elsewhere),
                  \#(notFound),
                  \#(gone),
                  \#(faults)
                }
              }
            },
            "/api/v1/mailboxes/{address}/messages/{id}/attachments/{path}": {
              "parameters": [\#(parameter("Address")), \#(parameter("Message")), \#(parameter("Part"))],
              "get": {
                "operationId": "getAttachment", "tags": ["content"], "summary": "An attachment, decoded",
                "description": "As the part of this path.",
                \#(readers),
                "responses": {
                  "200": {
                    "description": "The bytes.",
                    \#(downloadHeaders),
                    "content": { "application/octet-stream": {} }
                  },
                  \#(elsewhere),
                  \#(notFound),
                  \#(gone),
                  \#(faults)
                }
              }
            }
        """#

    /// What bytes that a sender chose come with.
    private static let downloadHeaders = #"""
        "headers": {
                      "RateLimit": { "$ref": "#/components/headers/RateLimit" },
                      "RateLimit-Policy": { "$ref": "#/components/headers/RateLimit-Policy" },
                      "Content-Disposition": { "$ref": "#/components/headers/Content-Disposition" },
                      "Content-Security-Policy": { "$ref": "#/components/headers/Content-Security-Policy" }
                    }
        """#
}
