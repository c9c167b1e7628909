extension OpenAPI {
    static let waitPaths = #"""
            "/api/v1/mailboxes/{address}/wait": {
              "parameters": [\#(parameter("Address"))],
              "get": {
                "operationId": "waitForMail", "tags": ["waiting"], "summary": "Wait until mail comes that meets the criteria",
                "description": "Answers as soon as there are `count` messages behind `after` that meet all criteria, at once where they are there already. When the time is up first, `timed_out` is true and `near_misses` has what came and was not it; with the `cursor` of the answer the next request goes on. With the scope `codes` alone `from`, `to`, `subject` and `q` are refused.",
                \#(blindReaders),
                "parameters": [
                  { "name": "timeout", "in": "query",
                    "description": "Seconds, cut to what the server can wait: 25 on AWS, 120 on a laptop. Without it as long as it can.",
                    "schema": { "type": "integer", "minimum": 0, "maximum": 9007199254740991 }, "example": 20 },
                  \#(parameter("After")),
                  { "name": "from", "in": "query", "description": "In the author's name or address.",
                    "schema": { "type": "string", "maxLength": 320, "pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f]*$" }, "example": "noreply@shop.example" },
                  { "name": "to", "in": "query", "description": "In a recipient's name or address.",
                    "schema": { "type": "string", "maxLength": 320, "pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f]*$" } },
                  { "name": "subject", "in": "query", "description": "In the subject.",
                    "schema": { "type": "string", "maxLength": 1000, "pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f]*$" } },
                  \#(parameter("Query")),
                  { "name": "require", "in": "query", "description": "What the message must have.",
                    "schema": { "type": "string", "enum": ["otp", "link", "attachment"] } },
                  { "name": "count", "in": "query", "description": "How many messages.",
                    "schema": { "type": "integer", "minimum": 1, "maximum": 100, "default": 1 } },
                  { "name": "absent", "in": "query",
                    "description": "Whether it is meant that nothing comes: then the end of the time is no failure, and `absent` in the answer says what came of it.",
                    "schema": { "type": "boolean", "default": false } },
                  { "name": "on_timeout", "in": "query", "description": "How to answer when the time is up: with 200 and `timed_out`, with 204, or with 408.",
                    "schema": { "type": "string", "enum": ["200", "204", "408"], "default": "200" } }
                ],
                "responses": {
                  "200": {
                    "description": "What came, or that the time is up.",
                    \#(limits),
                    \#(json("Waited"))
                  },
                  "204": {
                    "description": "The time is up, with `on_timeout=204`.",
                    \#(limits)
                  },
                  \#(notFound),
                  "408": { "$ref": "#/components/responses/TimedOut" },
                  \#(invalid),
                  \#(faults)
                }
              }
            },
            "/api/v1/mailboxes/{address}/events": {
              "parameters": [\#(parameter("Address"))],
              "get": {
                "operationId": "listEvents", "tags": ["waiting"], "summary": "What came since a cursor",
                "description": "The events as they were or will be published, in commit order, for those who were away. An event comes at least once; its `id` is the same each time.",
                \#(blindReaders),
                "parameters": [\#(parameter("After")), \#(parameter("Limit"))],
                "responses": {
                  "200": {
                    "description": "Events behind the cursor.",
                    \#(limits),
                    \#(json("EventList"))
                  },
                  \#(notFound),
                  \#(invalid),
                  \#(faults)
                }
              }
            }
        """#
}
