extension OpenAPI {
    static let mailboxPaths = #"""
            "/api/v1/mailboxes": {
              "post": {
                "operationId": "createMailbox", "tags": ["mailboxes"], "summary": "Make a mailbox",
                "description": "Without an API key it is an anonymous one, where the operator allows that, and the `session_token` in the answer is all that opens it: it is shown once. With a key (scope `mailboxes`) it belongs to the account as well.\n\nThe `cursor` in the answer is the first one: whoever waits from there never gets mail of an earlier test.",
                "security": [{}, { "apiKey": ["mailboxes"] }],
                "parameters": [
                  \#(parameter("IdempotencyKey")),
                  { "name": "ttl_minutes", "in": "query", "description": "As in the body.", "schema": { "$ref": "#/components/schemas/Minutes" },
                    "example": 60 },
                  { "name": "local_part", "in": "query", "description": "As in the body.", "schema": { "$ref": "#/components/schemas/LocalPart" } },
                  { "name": "domain", "in": "query", "description": "As in the body.", "schema": { "$ref": "#/components/schemas/Domain" } },
                  { "name": "label", "in": "query", "description": "As in the body.", "schema": { "$ref": "#/components/schemas/Label" } }
                ],
                "requestBody": {
                  "description": "What it is to be like. Nothing is required; without a body it is a friendly address for the plan's usual time.",
                  "content": { "application/json": {
                    "schema": { "$ref": "#/components/schemas/MailboxWish" },
                    "examples": {
                      "usual": { "value": {} },
                      "test": { "value": { "ttl_minutes": 10, "label": "sign-up", "metadata": { "run": "17" } } }
                    }
                  } }
                },
                "responses": {
                  "201": {
                    "description": "The mailbox takes mail from now on. The same `Idempotency-Key` gets the same mailbox and token again.",
                    "headers": {
                      "Location": { "$ref": "#/components/headers/Location" },
                      "RateLimit": { "$ref": "#/components/headers/RateLimit" },
                      "RateLimit-Policy": { "$ref": "#/components/headers/RateLimit-Policy" }
                    },
                    "content": { "application/json": {
                      "schema": { "allOf": [{ "$ref": "#/components/schemas/Mailbox" }, { "required": ["session_token"] }] },
                      "example": {
                        "address": "happy-tiger-42@example.com", "created_at": "2026-11-22T08:30:00.250Z", "expires_at": "2026-11-22T09:30:00.250Z",
                        "plan": "anonymous", "message_count": 0, "label": null, "metadata": {}, "cursor": "m0",
                        "limits": { "max_messages": 1000, "max_message_bytes": 41943040 },
                        "session_token": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
                      }
                    } },
                    "links": {
                      "show": { "operationId": "getMailbox", "parameters": { "address": "$response.body#/address" } },
                      "change": { "operationId": "changeMailbox", "parameters": { "address": "$response.body#/address" } },
                      "list": { "operationId": "listMessages", "parameters": { "address": "$response.body#/address" } },
                      "wait": { "operationId": "waitForMail",
                        "parameters": { "address": "$response.body#/address", "after": "$response.body#/cursor" } },
                      "end": { "operationId": "deleteMailbox", "parameters": { "address": "$response.body#/address" } }
                    }
                  },
                  "409": { "$ref": "#/components/responses/Conflict" },
                  \#(bodyFaults),
                  \#(faults)
                }
              },
              "get": {
                "operationId": "listMailboxes", "tags": ["mailboxes"], "summary": "The account's mailboxes",
                "description": "In the order of their addresses. Pages can be shorter than `limit`; only `next` tells whether there is another.",
                "security": [{ "apiKey": ["mailboxes"] }],
                "parameters": [
                  \#(parameter("Limit")),
                  { "name": "cursor", "in": "query", "description": "The `next` of the page before.",
                    "schema": { "type": "string", "format": "email", "maxLength": 320 }, "example": "happy-tiger-42@example.com" },
                  { "name": "label", "in": "query", "description": "Only those with exactly this label.",
                    "schema": { "$ref": "#/components/schemas/Label" } },
                  { "name": "state", "in": "query",
                    "description": "`active`: those that take mail. `expired`: those that have ended by themselves, for as long as they are known.",
                    "schema": { "type": "string", "enum": ["active", "expired"], "default": "active" } }
                ],
                "responses": {
                  "200": {
                    "description": "A page of mailboxes.",
                    \#(limits),
                    \#(json("MailboxList"))
                  },
                  \#(invalid),
                  \#(faults)
                }
              }
            },
            "/api/v1/mailboxes/{address}": {
              "parameters": [\#(parameter("Address"))],
              "get": {
                "operationId": "getMailbox", "tags": ["mailboxes"], "summary": "A mailbox",
                "security": [{ "mailboxToken": [] }, { "apiKey": ["mailboxes"] }, { "apiKey": ["messages"] }],
                "responses": {
                  "200": {
                    "description": "The mailbox, without its token.",
                    \#(limits),
                    \#(json("Mailbox"))
                  },
                  \#(notFound),
                  \#(faults)
                }
              },
              "patch": {
                "operationId": "changeMailbox", "tags": ["mailboxes"], "summary": "Change a mailbox, or move its end",
                "description": "At least one of the fields.",
                "security": [{ "mailboxToken": [] }, { "apiKey": ["mailboxes"] }],
                "requestBody": {
                  "required": true,
                  "content": { "application/json": {
                    "schema": { "$ref": "#/components/schemas/MailboxChange" },
                    "examples": {
                      "longer": { "value": { "ttl_minutes": 30 } },
                      "unnamed": { "value": { "label": null } }
                    }
                  } }
                },
                "responses": {
                  "200": {
                    "description": "The mailbox as it is now.",
                    \#(limits),
                    \#(json("Mailbox"))
                  },
                  \#(notFound),
                  \#(bodyFaults),
                  \#(faults)
                }
              },
              "delete": {
                "operationId": "deleteMailbox", "tags": ["mailboxes"], "summary": "End a mailbox",
                "description": "Its messages are gone with it, and it takes no mail from now on.",
                "security": [{ "mailboxToken": [] }, { "apiKey": ["mailboxes"] }],
                "responses": {
                  "204": {
                    "description": "It has ended.",
                    \#(limits)
                  },
                  \#(notFound),
                  \#(faults)
                }
              }
            }
        """#
}
