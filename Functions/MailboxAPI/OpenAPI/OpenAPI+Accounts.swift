extension OpenAPI {
    static let accountPaths = #"""
            "/api/v1/keys": {
              "get": {
                "operationId": "listKeys", "tags": ["account"], "summary": "The account's API keys",
                "description": "The oldest first, revoked ones too. The keys themselves are nowhere.",
                "security": [{ "apiKey": ["keys"] }],
                "responses": {
                  "200": {
                    "description": "All keys.",
                    \#(limits),
                    \#(json("KeyList"))
                  },
                  \#(faults)
                }
              },
              "post": {
                "operationId": "createKey", "tags": ["account"], "summary": "Make an API key",
                "description": "A key hands on no scope that it has not itself. The first key of an account comes from `postroom admin key create`.",
                "security": [{ "apiKey": ["keys"] }],
                "requestBody": {
                  "content": { "application/json": {
                    "schema": { "$ref": "#/components/schemas/KeyWish" },
                    "example": { "name": "ci", "scopes": ["mailboxes", "messages"], "expires_in_days": 90 }
                  } }
                },
                "responses": {
                  "201": {
                    "description": "The key; `key` is shown now and never again.",
                    \#(limits),
                    "content": { "application/json": {
                      "schema": { "allOf": [{ "$ref": "#/components/schemas/Key" }, { "required": ["key"] }] },
                      "example": {
                        "id": "key_0123456789abcdef", "name": "ci", "prefix": "pr_012345678", "scopes": ["mailboxes", "messages"],
                        "created_at": "2026-11-22T08:30:00.250Z", "expires_at": "2027-02-20T08:30:00.250Z", "last_used_at": null, "revoked_at": null,
                        "key": "pr_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
                      }
                    } },
                    "links": { "revoke": { "operationId": "revokeKey", "parameters": { "key": "$response.body#/id" } } }
                  },
                  \#(bodyFaults),
                  \#(faults)
                }
              }
            },
            "/api/v1/keys/{key}": {
              "parameters": [{
                "name": "key", "in": "path", "required": true, "description": "The `id` of a key.",
                "schema": { "type": "string", "pattern": "^key_[0-9a-f]{16}$" }, "example": "key_0123456789abcdef"
              }],
              "delete": {
                "operationId": "revokeKey", "tags": ["account"], "summary": "Revoke an API key for good",
                "description": "One that is revoked already stays so.",
                "security": [{ "apiKey": ["keys"] }],
                "responses": {
                  "204": {
                    "description": "It opens nothing any more.",
                    \#(limits)
                  },
                  \#(notFound),
                  \#(faults)
                }
              }
            },
            "/api/v1/plan": {
              "get": {
                "operationId": "getPlan", "tags": ["account"], "summary": "The plan that counts for the caller",
                "description": "Without an API key that of anonymous mailboxes.",
                "security": [{}, { "mailboxToken": [] }, { "apiKey": [] }],
                "responses": {
                  "200": {
                    "description": "The plan.",
                    \#(limits),
                    \#(json("Plan"))
                  },
                  \#(faults)
                }
              }
            },
            "/api/v1/usage": {
              "get": {
                "operationId": "getUsage", "tags": ["account"], "summary": "What of the plan is in use",
                "security": [{ "apiKey": ["mailboxes"] }],
                "responses": {
                  "200": {
                    "description": "Counts and their limits.",
                    \#(limits),
                    \#(json("Usage"))
                  },
                  \#(faults)
                }
              }
            }
        """#
}
