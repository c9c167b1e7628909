extension OpenAPI {
    /// Answers to requests that are wrong or may not be.
    static let refusals = #"""
              "BadRequest": {
                "description": "The path or the query is not well encoded, or the body is no JSON object.",
                \#(limits),
                "content": { "application/problem+json": {
                  "schema": { "$ref": "#/components/schemas/Problem" },
                  "example": {
                    "status": 400, "title": "Bad JSON", "code": "bad_json", "detail": "The body is no JSON object: it is a list, and no object.",
                    "hint": "Send an object, such as {}."
                  }
                } }
              },
              "Unauthorized": {
                "description": "There is no token, or one that does not do here, or a key that is unknown, revoked or expired.",
                "headers": {
                  "RateLimit": { "$ref": "#/components/headers/RateLimit" },
                  "RateLimit-Policy": { "$ref": "#/components/headers/RateLimit-Policy" },
                  "WWW-Authenticate": { "$ref": "#/components/headers/WWW-Authenticate" }
                },
                "content": { "application/problem+json": {
                  "schema": { "$ref": "#/components/schemas/Problem" },
                  "example": {
                    "status": 401, "title": "Authentication needed", "code": "unauthorized", "detail": "The request carries no token.",
                    "hint": "Send the session_token of the mailbox, or an API key, as 'Authorization: Bearer TOKEN'."
                  }
                } }
              },
              "Forbidden": {
                "description": "The API key lacks the scope.",
                "headers": {
                  "RateLimit": { "$ref": "#/components/headers/RateLimit" },
                  "RateLimit-Policy": { "$ref": "#/components/headers/RateLimit-Policy" },
                  "WWW-Authenticate": { "$ref": "#/components/headers/WWW-Authenticate" }
                },
                "content": { "application/problem+json": {
                  "schema": { "$ref": "#/components/schemas/Problem" },
                  "example": {
                    "status": 403, "title": "Not within the key's scopes", "code": "insufficient_scope",
                    "detail": "The API key lacks the scope 'messages'.", "hint": "Use a key that has it."
                  }
                } }
              },
              "NotFound": {
                "description": "There is no such thing, or none that the token opens: the answer is the same.",
                \#(limits),
                "content": { "application/problem+json": {
                  "schema": { "$ref": "#/components/schemas/Problem" },
                  "example": {
                    "status": 404, "title": "No such mailbox", "code": "mailbox_not_found",
                    "detail": "There is no open mailbox that this token opens at this address.",
                    "hint": "Check the address and the token; an expired mailbox is gone. POST /api/v1/mailboxes makes a new one."
                  }
                } }
              },
              "MethodNotAllowed": {
                "description": "The path has other methods.",
                "headers": { "Allow": { "$ref": "#/components/headers/Allow" } },
                "content": { "application/problem+json": {
                  "schema": { "$ref": "#/components/schemas/Problem" },
                  "example": {
                    "status": 405, "title": "Method not allowed", "code": "method_not_allowed", "detail": "The path does not take this method.",
                    "hint": "It takes GET, HEAD."
                  }
                } }
              },
              "TimedOut": {
                "description": "The time is up, with `on_timeout=408`.",
                \#(limits),
                "content": { "application/problem+json": {
                  "schema": { "$ref": "#/components/schemas/Problem" },
                  "example": {
                    "status": 408, "title": "Nothing came", "code": "timed_out", "detail": "No message met the criteria in time.",
                    "hint": "Wait again with the same 'after'."
                  }
                } }
              },
              "Conflict": {
                "description": "The address is taken, or the mailbox that the `Idempotency-Key` made has ended.",
                \#(limits),
                "content": { "application/problem+json": {
                  "schema": { "$ref": "#/components/schemas/Problem" },
                  "example": {
                    "status": 409, "title": "Address in use", "code": "address_taken", "detail": "The address shop@example.com is or was somebody's.",
                    "hint": "Use another local_part, or leave it out for one that we make."
                  }
                } }
              },
              "Gone": {
                "description": "The message is there, but its raw mail was deleted from the storage.",
                \#(limits),
                "content": { "application/problem+json": {
                  "schema": { "$ref": "#/components/schemas/Problem" },
                  "example": {
                    "status": 410, "title": "Raw mail is gone", "code": "raw_mail_missing",
                    "detail": "The message is listed, but its raw mail was deleted from the storage.",
                    "hint": "Delete the message; it cannot be read any more."
                  }
                } }
              },
              "BodyTooLarge": {
                "description": "The body has more than 262,144 bytes.",
                \#(limits),
                "content": {
                  "application/problem+json": {
                    "schema": { "$ref": "#/components/schemas/Problem" },
                    "example": {
                      "status": 413, "title": "Body too large", "code": "body_too_large",
                      "detail": "The request has a body that is larger than any path takes.", "hint": "A body has at most 262144 bytes."
                    }
                  },
                  "application/json": { "schema": { "$ref": "#/components/schemas/GatewayMessage" }, "example": { "message": "Request Entity Too Large" } }
                }
              },
              "UnsupportedBody": {
                "description": "The body is not said to be JSON.",
                \#(limits),
                "content": { "application/problem+json": {
                  "schema": { "$ref": "#/components/schemas/Problem" },
                  "example": {
                    "status": 415, "title": "Unsupported body", "code": "unsupported_body", "detail": "The body is not said to be JSON.",
                    "hint": "Send 'Content-Type: application/json'."
                  }
                } }
              },
              "Invalid": {
                "description": "Fields are wrong; `errors` has every one of them. Or the `Idempotency-Key` came with other fields before.",
                \#(limits),
                "content": { "application/problem+json": {
                  "schema": { "$ref": "#/components/schemas/Problem" },
                  "example": {
                    "status": 422, "title": "Invalid fields", "code": "invalid_parameter", "detail": "'limit' is not from 1 to 200.",
                    "hint": "Give a number from 1 to 200, or leave it out.",
                    "errors": [
                      { "field": "limit", "detail": "'limit' is not from 1 to 200.", "hint": "Give a number from 1 to 200, or leave it out." }
                    ]
                  }
                } }
              }
        """#

    /// Answers to requests that may be right, at another time.
    static let failures = #"""
              "TooMany": {
                "description": "More requests, open mailboxes or keys than the plan allows.",
                "headers": {
                  "RateLimit": { "$ref": "#/components/headers/RateLimit" },
                  "RateLimit-Policy": { "$ref": "#/components/headers/RateLimit-Policy" },
                  "Retry-After": { "$ref": "#/components/headers/Retry-After" }
                },
                "content": {
                  "application/problem+json": {
                    "schema": { "$ref": "#/components/schemas/Problem" },
                    "example": {
                      "status": 429, "title": "Too many requests", "code": "rate_limit", "detail": "The plan allows 600 requests a minute.",
                      "hint": "Wait 1 s. GET …/wait waits for mail in one request."
                    }
                  },
                  "application/json": { "schema": { "$ref": "#/components/schemas/GatewayMessage" }, "example": { "message": "Too Many Requests" } }
                }
              },
              "Failed": {
                "description": "It failed for a reason that is not the caller's. It may be sent again.",
                "content": {
                  "application/problem+json": {
                    "schema": { "$ref": "#/components/schemas/Problem" },
                    "example": {
                      "status": 500, "title": "Internal error", "code": "internal_error", "detail": "The request failed for a reason that is not yours.",
                      "hint": "Try again; the server's log has the reason."
                    }
                  },
                  "application/json": { "schema": { "$ref": "#/components/schemas/GatewayMessage" }, "example": { "message": "Internal Server Error" } }
                }
              },
              "Unavailable": {
                "description": "Not now: the store does not answer, no free address was found, or the answer did not come in the gateway's 30 seconds.",
                "headers": { "Retry-After": { "$ref": "#/components/headers/Retry-After" } },
                "content": {
                  "application/problem+json": {
                    "schema": { "$ref": "#/components/schemas/Problem" },
                    "example": {
                      "status": 503, "title": "No free address", "code": "no_free_address", "detail": "5 addresses were tried and all are in use.",
                      "hint": "Try again."
                    }
                  },
                  "application/json": { "schema": { "$ref": "#/components/schemas/GatewayMessage" }, "example": { "message": "Service Unavailable" } }
                }
              }
        """#

    static let problemSchemas = #"""
              "Problem": {
                "type": "object", "additionalProperties": false, "required": ["status", "title", "code", "detail", "hint"],
                "properties": {
                  "status": { "type": "integer", "minimum": 400, "maximum": 599, "description": "As the answer's." },
                  "title": { "type": "string", "description": "Always the same for a code." },
                  "code": {
                    "type": "string", "description": "Stable, for programs.",
                    "enum": [
                      "address_taken", "bad_body", "bad_json", "bad_path", "bad_query", "bad_request", "body_not_found", "body_too_large",
                      "foreign_origin", "header_too_large", "idempotency_mismatch", "idempotency_over", "insufficient_scope", "internal_error",
                      "invalid_parameter", "key_limit", "key_not_found", "mailbox_limit", "mailbox_not_found", "message_not_found",
                      "method_not_allowed", "no_free_address", "no_message", "not_found", "not_ready", "part_not_found", "rate_limit",
                      "raw_mail_missing", "timed_out", "unauthorized", "unsupported_body", "wrong_host"
                    ]
                  },
                  "detail": { "type": "string", "description": "What was wrong with this request." },
                  "hint": { "type": "string", "description": "What to do about it." },
                  "errors": {
                    "type": "array", "minItems": 1, "description": "Every field that is wrong, where fields are.",
                    "items": {
                      "type": "object", "additionalProperties": false, "required": ["field", "detail", "hint"],
                      "properties": { "field": { "type": "string" }, "detail": { "type": "string" }, "hint": { "type": "string" } }
                    }
                  }
                }
              },
              "GatewayMessage": {
                "type": "object", "additionalProperties": false, "required": ["message"], "description": "What API Gateway answers by itself.",
                "properties": { "message": { "type": ["string", "null"] } }
              }
        """#
}
