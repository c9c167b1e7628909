extension OpenAPI {
    static let messagePaths = #"""
            "/api/v1/mailboxes/{address}/messages": {
              "parameters": [\#(parameter("Address"))],
              "get": {
                "operationId": "listMessages", "tags": ["messages"], "summary": "List or search messages",
                "description": "The newest first, unless `order` is `asc`. Nothing is parsed for it, so a message in a list has no body. With the scope `codes` alone messages are blind, and `q` is refused.",
                \#(blindReaders),
                "parameters": [
                  \#(parameter("Limit")), \#(parameter("After")), \#(parameter("Before")), \#(parameter("Order")), \#(parameter("Query")),
                  \#(parameter("Unread"))
                ],
                "responses": {
                  "200": {
                    "description": "A page of messages. With a `q` it can be shorter than `limit`; only `next` tells whether there is another.",
                    \#(limits),
                    \#(json("MessageList")),
                    "links": {
                      "read": { "operationId": "getMessage",
                        "parameters": { "address": "$request.path.address", "id": "$response.body#/messages/0/id" } },
                      "remove": { "operationId": "deleteMessage",
                        "parameters": { "address": "$request.path.address", "id": "$response.body#/messages/0/id" } },
                      "wait": { "operationId": "waitForMail",
                        "parameters": { "address": "$request.path.address", "after": "$response.body#/cursor" } }
                    }
                  },
                  \#(elsewhere),
                  \#(notFound),
                  \#(invalid),
                  \#(faults)
                }
              },
              "delete": {
                "operationId": "purgeMessages", "tags": ["messages"], "summary": "Remove messages that a search finds, or all",
                "description": "Either `q` or `unread` says which, or `all=true` that all are meant. Where `has_more` is true the same request goes on.",
                \#(readers),
                "parameters": [
                  { "name": "all", "in": "query", "description": "Whether all messages are meant that the other fields leave.",
                    "schema": { "type": "boolean", "default": false }, "example": true },
                  \#(parameter("After")), \#(parameter("Before")), \#(parameter("Order")), \#(parameter("Query")), \#(parameter("Unread"))
                ],
                "responses": {
                  "200": {
                    "description": "How many are gone.",
                    \#(limits),
                    \#(json("Purged"))
                  },
                  \#(notFound),
                  \#(invalid),
                  \#(faults)
                }
              }
            },
            "/api/v1/mailboxes/{address}/messages/latest": {
              "parameters": [\#(parameter("Address"))],
              "get": {
                "operationId": "getLatestMessage", "tags": ["messages"], "summary": "The newest message, or the newest that a search finds",
                "description": "With `order=asc` the oldest. 404 with the code `no_message` where there is none like that yet; `wait` waits for one.",
                \#(blindReaders),
                "parameters": [
                  \#(parameter("After")), \#(parameter("Before")), \#(parameter("Order")), \#(parameter("Query")), \#(parameter("Unread")),
                  \#(parameter("MarkRead"))
                ],
                "responses": {
                  "200": {
                    "description": "The whole message; with the scope `codes` alone a blind one.",
                    \#(limits),
                    \#(json("VisibleMessage"))
                  },
                  \#(elsewhere),
                  \#(notFound),
                  \#(gone),
                  \#(invalid),
                  \#(faults)
                }
              }
            },
            "/api/v1/mailboxes/{address}/messages/{id}": {
              "parameters": [\#(parameter("Address")), \#(parameter("Message"))],
              "get": {
                "operationId": "getMessage", "tags": ["messages"], "summary": "A message: header, text, HTML, parts, codes and links",
                "description": "It counts as read from now on, unless `mark_read` is false or the scope is `codes` alone.",
                \#(blindReaders),
                "parameters": [\#(parameter("MarkRead"))],
                "responses": {
                  "200": {
                    "description": "The whole message; with the scope `codes` alone a blind one.",
                    \#(limits),
                    \#(json("VisibleMessage"))
                  },
                  \#(notFound),
                  \#(gone),
                  \#(invalid),
                  \#(faults)
                }
              },
              "patch": {
                "operationId": "changeMessage", "tags": ["messages"], "summary": "Mark a message as read or unread",
                \#(readers),
                "requestBody": {
                  "required": true,
                  "content": { "application/json": { "schema": { "$ref": "#/components/schemas/MessageChange" }, "example": { "is_read": false } } }
                },
                "responses": {
                  "200": {
                    "description": "The message as a list shows it.",
                    \#(limits),
                    \#(json("MessageItem"))
                  },
                  \#(notFound),
                  \#(bodyFaults),
                  \#(faults)
                }
              },
              "delete": {
                "operationId": "deleteMessage", "tags": ["messages"], "summary": "Remove a message",
                \#(readers),
                "responses": {
                  "204": {
                    "description": "It is gone, and its raw mail too.",
                    \#(limits)
                  },
                  \#(notFound),
                  \#(faults)
                }
              }
            }
        """#

    static let batchPaths = #"""
            "/api/v1/mailboxes/{address}/messages/batch": {
              "parameters": [\#(parameter("Address"))],
              "post": {
                "operationId": "batchMessages", "tags": ["messages"], "summary": "Mark or remove several messages",
                \#(readers),
                "requestBody": {
                  "required": true,
                  "content": { "application/json": {
                    "schema": { "$ref": "#/components/schemas/Batch" },
                    "example": { "action": "read", "ids": ["01234567-89ab-5def-8123-456789abcdef"] }
                  } }
                },
                "responses": {
                  "200": {
                    "description": "What became of each; those that are not there are no failure.",
                    \#(limits),
                    \#(json("BatchResult"))
                  },
                  \#(notFound),
                  \#(bodyFaults),
                  \#(faults)
                }
              }
            }
        """#
}
