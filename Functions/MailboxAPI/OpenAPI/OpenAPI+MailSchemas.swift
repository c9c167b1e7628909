extension OpenAPI {
    static let mailSchemas = #"""
              "Header": {
                "type": "object", "additionalProperties": false, "required": ["name", "value"],
                "properties": {
                  "name": { "type": "string", "description": "As written; empty for a line that is no field." },
                  "value": { "type": "string", "description": "Decoded." }
                }
              },
              "Part": {
                "type": "object", "additionalProperties": false,
                "required": [
                  "path", "content_type", "charset", "encoding", "disposition", "filename", "content_id", "offset", "length", "decoded_size", "sha256",
                  "within"
                ],
                "properties": {
                  "path": { "type": "string", "pattern": "^1(\\.[0-9]+)*$", "description": "Its place in the tree: `1` is the message." },
                  "content_type": { "type": "string" },
                  "charset": { "type": ["string", "null"] },
                  "encoding": { "type": "string", "description": "The transfer encoding." },
                  "disposition": { "type": ["string", "null"] },
                  "filename": { "type": ["string", "null"], "description": "As the sender suggests it: do not trust it." },
                  "content_id": { "type": ["string", "null"] },
                  "offset": { "type": "integer", "minimum": 0, "description": "The first byte of the encoded body in the raw mail." },
                  "length": { "type": "integer", "minimum": 0, "description": "Bytes of the encoded body." },
                  "decoded_size": { "type": ["integer", "null"], "minimum": 0, "description": "Null for a multipart, whose content is its parts." },
                  "sha256": { "type": ["string", "null"], "pattern": "^[0-9a-f]{64}$", "description": "Of the decoded body." },
                  "within": {
                    "type": ["string", "null"], "description": "The path of the encoded message that the offset counts in; null for the raw mail."
                  }
                }
              },
              "Message": {
                "type": "object", "additionalProperties": false,
                "required": [
                  "id", "mailbox", "seq", "cursor", "received_at", "size", "is_read", "envelope_from", "verdicts", "extract", "headers", "subject",
                  "from", "to", "cc", "reply_to", "date", "message_id", "text", "html", "parts", "attachments", "defects"
                ],
                "properties": {
                  "id": { "type": "string", "format": "uuid" },
                  "mailbox": { "type": "string" },
                  "seq": { "type": "integer", "minimum": 1 },
                  "cursor": { "$ref": "#/components/schemas/Cursor" },
                  "received_at": { "$ref": "#/components/schemas/Timestamp" },
                  "size": { "type": "integer", "minimum": 0 },
                  "is_read": { "type": "boolean" },
                  "envelope_from": { "type": ["string", "null"] },
                  "verdicts": { "$ref": "#/components/schemas/Verdicts" },
                  "extract": { "$ref": "#/components/schemas/Extract" },
                  "headers": { "type": "array", "items": { "$ref": "#/components/schemas/Header" } },
                  "subject": { "type": ["string", "null"] },
                  "from": { "type": "array", "items": { "$ref": "#/components/schemas/Correspondent" } },
                  "to": { "type": "array", "items": { "$ref": "#/components/schemas/Correspondent" } },
                  "cc": { "type": "array", "items": { "$ref": "#/components/schemas/Correspondent" } },
                  "reply_to": { "type": "array", "items": { "$ref": "#/components/schemas/Correspondent" } },
                  "date": { "type": ["string", "null"], "description": "The sender's word, in the sender's zone." },
                  "message_id": { "type": ["string", "null"], "description": "Without angle brackets." },
                  "text": { "type": ["string", "null"] },
                  "html": { "type": ["string", "null"], "description": "The sender's own: never show it as it is." },
                  "parts": { "type": "array", "items": { "$ref": "#/components/schemas/Part" } },
                  "attachments": { "type": "array", "items": { "$ref": "#/components/schemas/Part" } },
                  "defects": {
                    "type": "array", "description": "What departs from the standards.",
                    "items": {
                      "type": "object", "additionalProperties": false, "required": ["code", "path", "detail"],
                      "properties": { "code": { "type": "string" }, "path": { "type": "string" }, "detail": { "type": "string" } }
                    }
                  }
                }
              },
              "HeaderList": {
                "type": "object", "additionalProperties": false, "required": ["headers"],
                "properties": { "headers": { "type": "array", "items": { "$ref": "#/components/schemas/Header" } } }
              },
              "PartList": {
                "type": "object", "additionalProperties": false, "required": ["parts"],
                "properties": { "parts": { "type": "array", "items": { "$ref": "#/components/schemas/Part" } } }
              },
              "AttachmentList": {
                "type": "object", "additionalProperties": false, "required": ["attachments"],
                "properties": { "attachments": { "type": "array", "items": { "$ref": "#/components/schemas/Part" } } }
              },
              "Authentication": {
                "type": "object", "additionalProperties": false, "required": ["verdicts", "envelope_from", "from_domain", "is_authenticated"],
                "properties": {
                  "verdicts": { "$ref": "#/components/schemas/Verdicts" },
                  "envelope_from": { "type": ["string", "null"] },
                  "from_domain": { "type": ["string", "null"] },
                  "is_authenticated": { "type": "boolean" }
                }
              }
        """#

    static let extractionSchemas = #"""
              "Code": {
                "type": "object", "additionalProperties": false, "required": ["value", "kind", "confidence", "rule", "source", "offset"],
                "properties": {
                  "value": { "type": "string", "description": "As it is typed in, without the spaces and dashes it is shown with." },
                  "kind": { "type": "string", "examples": ["otp"] },
                  "confidence": { "type": "number", "minimum": 0, "maximum": 1 },
                  "rule": { "type": "string", "description": "What decided it." },
                  "source": { "type": "string", "enum": ["subject", "text", "html"] },
                  "offset": { "type": "integer", "minimum": 0, "description": "The byte in that, in UTF-8." }
                }
              },
              "Link": {
                "type": "object", "additionalProperties": false,
                "required": ["url", "text", "purpose", "confidence", "rule", "flags", "source", "offset"],
                "properties": {
                  "url": { "type": "string" },
                  "text": { "type": "string", "description": "What it is shown as." },
                  "purpose": { "type": "string", "examples": ["verify"] },
                  "confidence": { "type": "number", "minimum": 0, "maximum": 1 },
                  "rule": { "type": "string", "description": "What decided it." },
                  "flags": { "type": "array", "items": { "type": "string" }, "description": "What is odd about it: `text_differs` where its text names another host." },
                  "source": { "type": "string", "enum": ["subject", "text", "html"] },
                  "offset": { "type": "integer", "minimum": 0 }
                }
              },
              "Extract": {
                "type": "object", "additionalProperties": false, "required": ["otp", "link", "codes", "links", "truncated"],
                "properties": {
                  "otp": { "anyOf": [{ "$ref": "#/components/schemas/Code" }, { "type": "null" }], "description": "The best code to type in." },
                  "link": { "anyOf": [{ "$ref": "#/components/schemas/Link" }, { "type": "null" }], "description": "The best link to follow." },
                  "codes": { "type": "array", "items": { "$ref": "#/components/schemas/Code" }, "description": "All candidates, the best first." },
                  "links": { "type": "array", "items": { "$ref": "#/components/schemas/Link" } },
                  "truncated": { "type": "boolean", "description": "Whether the mail has more than was looked at." }
                }
              },
              "BlindExtract": {
                "type": "object", "additionalProperties": false, "required": ["otp", "link"],
                "properties": {
                  "otp": { "anyOf": [{ "$ref": "#/components/schemas/Found" }, { "type": "null" }] },
                  "link": { "anyOf": [{ "$ref": "#/components/schemas/Found" }, { "type": "null" }] }
                }
              },
              "Found": {
                "type": "object", "additionalProperties": false, "required": ["value", "confidence"],
                "properties": { "value": { "type": "string" }, "confidence": { "type": "number", "minimum": 0, "maximum": 1 } }
              },
              "VisibleExtract": { "oneOf": [{ "$ref": "#/components/schemas/Extract" }, { "$ref": "#/components/schemas/BlindExtract" }] }
        """#
}
