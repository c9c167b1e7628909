extension OpenAPI {
    static let pathParameters = #"""
              "Address": {
                "name": "address", "in": "path", "required": true, "description": "The mailbox. `@` may be `%40` or stay as it is.",
                "schema": { "type": "string", "format": "email", "minLength": 1, "maxLength": 320 }, "example": "happy-tiger-42@example.com"
              },
              "Message": {
                "name": "id", "in": "path", "required": true, "description": "The message.",
                "schema": { "type": "string", "format": "uuid" }, "example": "01234567-89ab-5def-8123-456789abcdef"
              },
              "Part": {
                "name": "path", "in": "path", "required": true, "description": "A place in the tree, as `parts` of a message lists them: `1` is the message.",
                "schema": { "type": "string", "pattern": "^[1-9][0-9]{0,3}(\\.[1-9][0-9]{0,3}){0,40}$" }, "example": "1.2"
              }
        """#

    static let queryParameters = #"""
              "IdempotencyKey": {
                "name": "Idempotency-Key", "in": "header",
                "description": "A random text of your own, such as a UUID. A request that is sent again with it makes no second mailbox, and is answered with the same mailbox and token. Without an API key it needs 32 characters: it is all that keeps others from your mailbox.",
                "schema": { "type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$" }, "example": "5d3c0a52-4b1f-4a7e-9c5b-2f3e6a7b8c9d"
              },
              "Limit": {
                "name": "limit", "in": "query", "description": "How many at most.",
                "schema": { "type": "integer", "minimum": 1, "maximum": 200, "default": 50 }, "example": 10
              },
              "After": {
                "name": "after", "in": "query", "description": "A cursor: only messages that were committed behind it.",
                "schema": { "$ref": "#/components/schemas/CursorWish" }, "example": "m0"
              },
              "Before": {
                "name": "before", "in": "query", "description": "A cursor: only messages that were committed before it.",
                "schema": { "$ref": "#/components/schemas/CursorWish" }, "example": "m42"
              },
              "Order": {
                "name": "order", "in": "query", "description": "The newest first, or in commit order.",
                "schema": { "type": "string", "enum": ["desc", "asc"], "default": "desc" }
              },
              "Query": {
                "name": "q", "in": "query",
                "description": "A search: terms between spaces, which all have to hold; `-` or `!` before a term turns it round, quotes keep spaces. `from:` `to:` `addressed:` `subject:` `message-id:` `body:` `filename:` look for a text; `is:read` `is:unread` `has:attachment` `has:otp` `has:link`; `after:` and `before:` take 2026-11-22, 2026-11-22T08:30:00Z or 2h; `larger:` and `smaller:` take 500, 10k or 2M. A term without a name is looked for in the subject, the addresses and the beginning of the text. Case makes no difference. At most 32 terms.",
                "schema": { "type": "string", "format": "mail-search", "maxLength": 1000 }, "example": "from:shop subject:\"your order\" -is:read"
              },
              "Unread": {
                "name": "unread", "in": "query", "description": "Whether only unread messages are meant.",
                "schema": { "type": "boolean", "default": false }
              },
              "MarkRead": {
                "name": "mark_read", "in": "query", "description": "Whether the message counts as read from now on.",
                "schema": { "type": "boolean", "default": true }, "example": false
              }
        """#
}
