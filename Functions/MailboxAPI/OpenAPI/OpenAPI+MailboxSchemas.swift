extension OpenAPI {
    static let mailboxSchemas = #"""
              "Timestamp": { "type": "string", "format": "date-time", "pattern": "Z$", "examples": ["2026-11-22T08:30:00.250Z"] },
              "Cursor": {
                "type": "string", "pattern": "^m(0|[1-9][0-9]*)$", "description": "A place in the commit order of a mailbox.", "examples": ["m42"]
              },
              "Mailbox": {
                "type": "object", "additionalProperties": false,
                "required": ["address", "created_at", "expires_at", "plan", "message_count", "label", "metadata", "cursor", "limits"],
                "properties": {
                  "address": { "type": "string", "examples": ["happy-tiger-42@example.com"] },
                  "created_at": { "$ref": "#/components/schemas/Timestamp" },
                  "expires_at": { "$ref": "#/components/schemas/Timestamp", "description": "From then on it takes no mail and is gone." },
                  "plan": { "type": "string", "description": "The plan that it is on.", "examples": ["anonymous"] },
                  "message_count": { "type": "integer", "minimum": 0 },
                  "label": { "type": ["string", "null"] },
                  "metadata": { "type": "object", "additionalProperties": { "type": "string" } },
                  "cursor": { "$ref": "#/components/schemas/Cursor", "description": "Behind the last message: what comes later is new." },
                  "limits": {
                    "type": "object", "additionalProperties": false, "required": ["max_messages", "max_message_bytes"],
                    "properties": {
                      "max_messages": { "type": ["integer", "null"], "minimum": 0, "description": "Null for any number." },
                      "max_message_bytes": { "type": "integer", "minimum": 1 }
                    }
                  },
                  "session_token": {
                    "type": "string", "pattern": "^[0-9a-f]{64}$", "description": "Opens the mailbox. Only in the answer that made it."
                  }
                }
              },
              "MailboxList": {
                "type": "object", "additionalProperties": false, "required": ["mailboxes", "next"],
                "properties": {
                  "mailboxes": { "type": "array", "maxItems": 200, "items": { "$ref": "#/components/schemas/Mailbox" } },
                  "next": { "type": ["string", "null"], "description": "Give it as `cursor` to get the next page; null on the last one." }
                }
              }
        """#

    static let accountSchemas = #"""
              "Key": {
                "type": "object", "additionalProperties": false,
                "required": ["id", "name", "prefix", "scopes", "created_at", "expires_at", "last_used_at", "revoked_at"],
                "properties": {
                  "id": { "type": "string", "pattern": "^key_[0-9a-f]{16}$" },
                  "name": { "type": "string" },
                  "prefix": { "type": "string", "pattern": "^pr_[0-9a-f]{9}$", "description": "The beginning of the key, to recognise it by." },
                  "scopes": { "type": "array", "minItems": 1, "uniqueItems": true, "items": { "$ref": "#/components/schemas/Scope" } },
                  "created_at": { "$ref": "#/components/schemas/Timestamp" },
                  "expires_at": { "anyOf": [{ "$ref": "#/components/schemas/Timestamp" }, { "type": "null" }], "description": "Null for never." },
                  "last_used_at": {
                    "anyOf": [{ "$ref": "#/components/schemas/Timestamp" }, { "type": "null" }],
                    "description": "To a few minutes; null where it never was."
                  },
                  "revoked_at": {
                    "anyOf": [{ "$ref": "#/components/schemas/Timestamp" }, { "type": "null" }], "description": "Null where it was not."
                  },
                  "key": { "type": "string", "pattern": "^pr_[0-9a-f]{64}$", "description": "Only in the answer that made it." }
                }
              },
              "KeyList": {
                "type": "object", "additionalProperties": false, "required": ["keys"],
                "properties": { "keys": { "type": "array", "items": { "$ref": "#/components/schemas/Key" } } }
              },
              "Plan": {
                "type": "object", "additionalProperties": false, "description": "Null is no limit.",
                "required": ["name", "max_mailboxes", "max_messages_per_mailbox", "default_ttl_minutes", "max_ttl_minutes", "requests_per_minute"],
                "properties": {
                  "name": { "type": "string" },
                  "max_mailboxes": { "type": ["integer", "null"], "minimum": 0, "description": "Open ones at a time." },
                  "max_messages_per_mailbox": { "type": ["integer", "null"], "minimum": 0 },
                  "default_ttl_minutes": { "type": "integer", "minimum": 0 },
                  "max_ttl_minutes": { "type": "integer", "minimum": 0 },
                  "requests_per_minute": { "type": ["integer", "null"], "minimum": 0 }
                },
                "examples": [
                  {
                    "name": "anonymous", "max_mailboxes": null, "max_messages_per_mailbox": 1000, "default_ttl_minutes": 60, "max_ttl_minutes": 1440,
                    "requests_per_minute": 600
                  }
                ]
              },
              "Usage": {
                "type": "object", "additionalProperties": false, "required": ["plan", "mailboxes"],
                "properties": {
                  "plan": { "type": "string" },
                  "mailboxes": {
                    "type": "object", "additionalProperties": false, "required": ["used", "limit"], "description": "Open mailboxes.",
                    "properties": {
                      "used": { "type": "integer", "minimum": 0 },
                      "limit": { "type": ["integer", "null"], "minimum": 0, "description": "Null for no limit." }
                    }
                  }
                }
              },
              "Status": {
                "type": "object", "additionalProperties": false, "required": ["status"], "properties": { "status": { "const": "ok" } }
              }
        """#
}
