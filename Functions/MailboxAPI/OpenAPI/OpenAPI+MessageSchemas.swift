extension OpenAPI {
    static let messageSchemas = #"""
              "Correspondent": {
                "type": "object", "additionalProperties": false, "required": ["name", "address"],
                "properties": {
                  "name": { "type": "string", "description": "Decoded; empty where there is none." },
                  "address": { "type": "string", "description": "Empty where there is none." }
                }
              },
              "Verdicts": {
                "type": "object", "additionalProperties": false,
                "description": "What the receiving side found out, in words of SES: PASS, FAIL, GRAY, PROCESSING_FAILED, DISABLED, and whatever comes to it. Nothing of it on a laptop.",
                "properties": {
                  "spam": { "type": "string" }, "virus": { "type": "string" }, "spf": { "type": "string" }, "dkim": { "type": "string" },
                  "dmarc": { "type": "string" }
                }
              },
              "ExtractSummary": {
                "type": "object", "additionalProperties": false, "required": ["otp", "confidence", "link"],
                "properties": {
                  "otp": { "type": ["string", "null"], "description": "The code to type in." },
                  "confidence": { "type": ["number", "null"], "minimum": 0, "maximum": 1, "description": "How sure that is." },
                  "link": { "type": ["string", "null"], "description": "What the best link is for, such as `verify`; the link itself is in the message." }
                }
              },
              "MessageItem": {
                "type": "object", "additionalProperties": false,
                "required": [
                  "id", "seq", "cursor", "received_at", "size", "is_read", "envelope_from", "subject", "from", "to", "date", "snippet",
                  "attachment_count", "verdicts", "extract"
                ],
                "properties": {
                  "id": { "type": "string", "format": "uuid" },
                  "seq": { "type": "integer", "minimum": 1, "description": "Its number in the commit order." },
                  "cursor": { "$ref": "#/components/schemas/Cursor", "description": "Behind it." },
                  "received_at": { "$ref": "#/components/schemas/Timestamp" },
                  "size": { "type": "integer", "minimum": 0, "description": "Bytes of the raw mail." },
                  "is_read": { "type": "boolean" },
                  "envelope_from": { "type": ["string", "null"], "description": "The return path; null for a bounce." },
                  "subject": { "type": "string", "description": "Cut where it is long." },
                  "from": { "type": "array", "maxItems": 2, "items": { "$ref": "#/components/schemas/Correspondent" } },
                  "to": { "type": "array", "maxItems": 2, "items": { "$ref": "#/components/schemas/Correspondent" } },
                  "date": { "type": ["string", "null"], "description": "The sender's word, in the sender's zone, not when it came." },
                  "snippet": { "type": "string", "description": "The beginning of the text, on one line." },
                  "attachment_count": { "type": "integer", "minimum": 0 },
                  "verdicts": { "$ref": "#/components/schemas/Verdicts" },
                  "extract": { "$ref": "#/components/schemas/ExtractSummary" }
                }
              },
              "BlindMessageItem": {
                "type": "object", "additionalProperties": false,
                "description": "A message as the scope `codes` sees it: nothing in it was written by the sender but the code.",
                "required": ["id", "seq", "cursor", "received_at", "from_domain", "is_authenticated", "verdicts", "extract"],
                "properties": {
                  "id": { "type": "string", "format": "uuid" },
                  "seq": { "type": "integer", "minimum": 1 },
                  "cursor": { "$ref": "#/components/schemas/Cursor" },
                  "received_at": { "$ref": "#/components/schemas/Timestamp" },
                  "from_domain": { "type": ["string", "null"], "description": "That of the author; null where there is none, or a strange one." },
                  "is_authenticated": { "type": "boolean", "description": "Whether that domain stands behind the mail (DMARC)." },
                  "verdicts": { "$ref": "#/components/schemas/Verdicts" },
                  "extract": { "$ref": "#/components/schemas/ExtractSummary" }
                }
              },
              "VisibleItem": { "oneOf": [{ "$ref": "#/components/schemas/MessageItem" }, { "$ref": "#/components/schemas/BlindMessageItem" }] },
              "VisibleMessage": { "oneOf": [{ "$ref": "#/components/schemas/Message" }, { "$ref": "#/components/schemas/BlindMessageItem" }] },
              "MessageList": {
                "type": "object", "additionalProperties": false, "required": ["messages", "next", "cursor", "total"],
                "properties": {
                  "messages": { "type": "array", "maxItems": 200, "items": { "$ref": "#/components/schemas/VisibleItem" } },
                  "next": {
                    "anyOf": [{ "$ref": "#/components/schemas/Cursor" }, { "type": "null" }],
                    "description": "Give it as `before`, or as `after` where the oldest come first, to get the next page; null on the last one."
                  },
                  "cursor": {
                    "$ref": "#/components/schemas/Cursor",
                    "description": "Behind the last message of the mailbox: give it to `wait` as `after`, and nothing is missed and nothing comes twice."
                  },
                  "total": { "type": "integer", "minimum": 0, "description": "Messages in the mailbox." }
                }
              },
              "Purged": {
                "type": "object", "additionalProperties": false, "required": ["deleted", "has_more"],
                "properties": {
                  "deleted": { "type": "integer", "minimum": 0 },
                  "has_more": { "type": "boolean", "description": "Whether there may be more, so that the same request goes on." }
                }
              },
              "BatchResult": {
                "type": "object", "additionalProperties": false, "required": ["done", "missing"],
                "properties": {
                  "done": { "type": "array", "maxItems": 100, "items": { "type": "string" } },
                  "missing": { "type": "array", "maxItems": 100, "items": { "type": "string" }, "description": "Those that are not there." }
                }
              }
        """#

    static let waitSchemas = #"""
              "Waited": {
                "type": "object", "additionalProperties": false,
                "required": ["message", "messages", "otp", "link", "cursor", "waited_ms", "timed_out", "seen", "near_misses"],
                "properties": {
                  "message": {
                    "anyOf": [{ "$ref": "#/components/schemas/VisibleItem" }, { "type": "null" }],
                    "description": "The one that was waited for, the last one of several; null where nothing came."
                  },
                  "messages": { "type": "array", "maxItems": 100, "items": { "$ref": "#/components/schemas/VisibleItem" } },
                  "otp": { "type": ["string", "null"], "description": "The code in it." },
                  "link": { "type": ["string", "null"], "description": "The link in it." },
                  "cursor": { "$ref": "#/components/schemas/Cursor", "description": "Give it as `after` to wait for the next one." },
                  "waited_ms": { "type": "integer", "minimum": 0 },
                  "timed_out": { "type": "boolean" },
                  "absent": { "type": "boolean", "description": "Only with `absent`: whether nothing came." },
                  "seen": { "type": "integer", "minimum": 0, "description": "Messages that were looked at." },
                  "near_misses": {
                    "type": "array", "maxItems": 10, "description": "What came and was not it, the latest ones.",
                    "items": {
                      "type": "object", "additionalProperties": false, "required": ["message", "unmet"],
                      "properties": {
                        "message": { "$ref": "#/components/schemas/VisibleItem" },
                        "unmet": {
                          "type": "array", "minItems": 1, "description": "The parameters that it does not meet.",
                          "items": { "type": "string", "enum": ["from", "to", "subject", "q", "require"] }
                        }
                      }
                    }
                  }
                }
              },
              "Event": {
                "type": "object", "additionalProperties": false,
                "required": ["event", "id", "cursor", "seq", "mailbox", "message_id", "received_at", "size", "has_attachments", "extract"],
                "properties": {
                  "event": { "const": "new_message" },
                  "id": { "type": "string", "pattern": "^evt_", "description": "The same for every repetition." },
                  "cursor": { "$ref": "#/components/schemas/Cursor" },
                  "seq": { "type": "integer", "minimum": 1 },
                  "mailbox": { "type": "string" },
                  "message_id": { "type": "string", "format": "uuid" },
                  "received_at": { "$ref": "#/components/schemas/Timestamp" },
                  "size": { "type": "integer", "minimum": 0 },
                  "has_attachments": { "type": "boolean" },
                  "from": { "type": "string", "description": "The author's address. Not with the scope `codes` alone." },
                  "subject": { "type": "string", "description": "Not with the scope `codes` alone." },
                  "extract": { "$ref": "#/components/schemas/ExtractSummary" }
                }
              },
              "EventList": {
                "type": "object", "additionalProperties": false, "required": ["events", "cursor"],
                "properties": {
                  "events": { "type": "array", "maxItems": 200, "items": { "$ref": "#/components/schemas/Event" } },
                  "cursor": { "$ref": "#/components/schemas/Cursor", "description": "Give it as `after` to go on." }
                }
              }
        """#
}
