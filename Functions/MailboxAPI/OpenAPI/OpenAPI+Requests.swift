extension OpenAPI {
    static let requestSchemas = #"""
              "Minutes": {
                "type": "integer", "format": "int64", "minimum": 1, "maximum": 9223372036854775807,
                "description": "How many minutes from now it takes mail, cut to what the plan allows; the plan's usual time where it is not given."
              },
              "LocalPart": {
                "type": "string", "minLength": 1, "maxLength": 64, "pattern": "^[A-Za-z0-9]((\\.?[_+-])*\\.?[A-Za-z0-9])*$",
                "description": "What stands before the `@`, instead of a friendly name. Names that speak for a domain, such as `postmaster`, are the operator's. An address that somebody had comes back to the account that had it, and to nobody else."
              },
              "Domain": {
                "type": "string", "format": "hostname", "maxLength": 253, "description": "One of the server's domains; its first one where it is not given."
              },
              "Label": {
                "type": "string", "maxLength": 100, "pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f]*$",
                "description": "What its owner calls it.", "examples": ["sign-up"]
              },
              "Metadata": {
                "type": "object", "maxProperties": 16, "propertyNames": { "minLength": 1 }, "additionalProperties": { "type": "string" },
                "description": "What its owner keeps with it, at most 1,000 bytes with the names.", "examples": [{ "run": "17" }]
              },
              "CursorWish": {
                "type": "string", "pattern": "^m?[0-9]{1,18}$", "description": "A cursor of an answer; the number alone does as well.", "examples": ["m42"]
              },
              "MailboxWish": {
                "type": "object", "additionalProperties": false,
                "properties": {
                  "ttl_minutes": { "anyOf": [{ "$ref": "#/components/schemas/Minutes" }, { "type": "null" }] },
                  "local_part": { "anyOf": [{ "$ref": "#/components/schemas/LocalPart" }, { "type": "null" }] },
                  "domain": { "anyOf": [{ "$ref": "#/components/schemas/Domain" }, { "type": "null" }] },
                  "label": { "anyOf": [{ "$ref": "#/components/schemas/Label" }, { "type": "null" }] },
                  "metadata": { "anyOf": [{ "$ref": "#/components/schemas/Metadata" }, { "type": "null" }] }
                }
              },
              "MailboxChange": {
                "type": "object", "additionalProperties": false,
                "properties": {
                  "ttl_minutes": { "anyOf": [{ "$ref": "#/components/schemas/Minutes" }, { "type": "null" }] },
                  "label": { "anyOf": [{ "$ref": "#/components/schemas/Label" }, { "type": "null", "description": "Takes the label away." }] },
                  "metadata": {
                    "description": "Instead of all that was kept.", "anyOf": [{ "$ref": "#/components/schemas/Metadata" }, { "type": "null" }]
                  }
                },
                "anyOf": [
                  { "required": ["label"] },
                  { "required": ["ttl_minutes"], "properties": { "ttl_minutes": { "type": "integer" } } },
                  { "required": ["metadata"], "properties": { "metadata": { "type": "object" } } }
                ]
              },
              "MessageChange": {
                "type": "object", "additionalProperties": false, "required": ["is_read"],
                "properties": { "is_read": { "type": "boolean", "description": "Whether it counts as read." } }
              },
              "Batch": {
                "type": "object", "additionalProperties": false, "required": ["action", "ids"],
                "properties": {
                  "action": { "type": "string", "enum": ["read", "unread", "delete"], "description": "What is done with each." },
                  "ids": {
                    "type": "array", "maxItems": 100, "items": { "type": "string", "maxLength": 64 }, "description": "Ids of messages."
                  }
                }
              },
              "KeyWish": {
                "type": "object", "additionalProperties": false,
                "properties": {
                  "name": {
                    "type": ["string", "null"], "maxLength": 100, "pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f]*$",
                    "description": "What its owner calls it."
                  },
                  "scopes": {
                    "type": ["array", "null"], "minItems": 1, "maxItems": 10, "items": { "$ref": "#/components/schemas/Scope" },
                    "description": "What it may do; `mailboxes` and `messages` where they are not given."
                  },
                  "expires_in_days": { "type": ["integer", "null"], "minimum": 1, "maximum": 3660, "description": "It never does where it is not given." }
                }
              },
              "Scope": { "type": "string", "enum": ["codes", "keys", "mailboxes", "messages"] }
        """#
}
