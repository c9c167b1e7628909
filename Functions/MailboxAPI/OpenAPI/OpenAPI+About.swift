extension OpenAPI {
    /// What the API is for, what holds for all of it, and who may ask.
    static let about = #"""
          "info": {
            "title": "Postroom",
            "version": "1",
            "summary": "Temporary mailboxes over HTTP: make one, wait for mail, read it, take codes and links out of it.",
            "description": "One API on a laptop (`postroom dev`) and on AWS.\n\n**Tokens.** A mailbox that is made without an API key has a `session_token`, which is shown once and opens that mailbox alone. An API key (`pr_…`) opens all mailboxes of its account, as far as its scopes go. Send either as `Authorization: Bearer TOKEN`. A mailbox that is missing, has ended or belongs to somebody else is answered in the same way: 404.\n\n**Scopes.** `mailboxes`: make, list, change and end mailboxes. `messages`: everything in messages. `codes`: the blind view, for agents: codes, links, the sender's domain and whether it is proven, and nothing else that a sender wrote. `keys`: make and revoke keys.\n\n**Cursors.** Every message has a place in the commit order of its mailbox, such as `m42`. Give the `cursor` of an answer as `after`, and nothing is missed and nothing comes twice, whatever clocks say.\n\n**Fields.** A field of a JSON body can stand in the query as well, where it is no object; the body wins. A field that is null is one that is not given, unless it is said to be otherwise. A name in a body that is not known is refused; in a query it is ignored. True is also `1` or nothing in a query, false is also `0`.\n\n**Failures** are `application/problem+json` (RFC 9457) with a stable `code` and a `hint`. Where a path has other methods than the one that is asked for, the answer is 405 with `Allow`; where there is no such path, 404. Every path that takes GET takes HEAD. What stands in front of the API may answer by itself: API Gateway with 413, 429, 500 and 503 and a JSON object that has a `message` alone; the local server with 400 for what is no HTTP/1.1, 403 for a web page of another site, 421 for a Host field that does not name it, and 431 for a header that is too large.\n\n**Limits.** Answers say what is left in `RateLimit` and `RateLimit-Policy` where the plan has a limit. Bodies have at most 262,144 bytes.\n\n**Web pages** of other sites may use the API where the operator names their origins.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" }
          },
          "servers": [{ "url": "/", "description": "The server that this document comes from." }],
          "tags": [
            { "name": "mailboxes", "description": "Make, list, change and end mailboxes." },
            { "name": "messages", "description": "List, search, read, mark and delete messages." },
            { "name": "content", "description": "One message in all its forms: raw, header, text, HTML, parts, codes and links." },
            { "name": "waiting", "description": "Wait for mail instead of asking again and again." },
            { "name": "account", "description": "API keys, the plan, and what of it is in use." },
            { "name": "operations", "description": "Whether the server is well, and this document." },
            { "name": "held", "description": "Links to mail that was kept because it could not be forwarded." }
          ]
        """#

    static let securitySchemes = #"""
              "mailboxToken": {
                "type": "http", "scheme": "bearer",
                "description": "The `session_token` of a mailbox: 64 hexadecimal digits. On a laptop the admin token does as well, for every mailbox."
              },
              "apiKey": {
                "type": "http", "scheme": "bearer", "bearerFormat": "pr_ and 64 hexadecimal digits",
                "description": "An API key. Where a requirement names a scope, the key needs it. On a laptop the admin token is a key with all scopes."
              }
        """#

    static let headers = #"""
              "RateLimit": {
                "description": "What is left of the plan's requests: `r` at once now, and `t` seconds until there are more. Absent without a limit.",
                "schema": { "type": "string", "pattern": "^\"minute\";r=[0-9]+;t=[0-9]+$", "examples": ["\"minute\";r=599;t=1"] }
              },
              "RateLimit-Policy": {
                "description": "The plan's limit: `q` requests in `w` seconds. Absent without a limit.",
                "schema": { "type": "string", "pattern": "^\"minute\";q=[0-9]+;w=60$", "examples": ["\"minute\";q=600;w=60"] }
              },
              "Retry-After": {
                "description": "Seconds after which it is worth another try. API Gateway's own answers lack it.",
                "schema": { "type": "integer", "minimum": 1, "examples": [1] }
              },
              "Location": {
                "description": "Where it is.", "required": true,
                "schema": { "type": "string", "format": "uri-reference", "examples": ["/api/v1/mailboxes/happy-tiger-42@example.com"] }
              },
              "WWW-Authenticate": {
                "description": "What to send (RFC 6750); with 403 the scope that is missing.", "required": true,
                "schema": { "type": "string", "pattern": "^Bearer realm=\"postroom\"", "examples": ["Bearer realm=\"postroom\""] }
              },
              "Allow": {
                "description": "The methods that the path takes.",
                "schema": { "type": "string", "pattern": "^[A-Z]+(, [A-Z]+)*$", "examples": ["GET, HEAD"] }
              },
              "Content-Disposition": {
                "description": "A browser saves what comes, and never shows it. The name is the server's own, never the sender's.", "required": true,
                "schema": { "type": "string", "pattern": "^attachment; filename=\"[^\"]+\"$",
                  "examples": ["attachment; filename=\"01234567-89ab-5def-8123-456789abcdef.eml\""] }
              },
              "Content-Security-Policy": {
                "description": "No script runs in what comes, and nothing is loaded from elsewhere unless it was asked for.", "required": true,
                "schema": { "type": "string" }
              }
        """#
}
