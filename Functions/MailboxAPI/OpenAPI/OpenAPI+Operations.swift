extension OpenAPI {
    static let operationPaths = #"""
            "/": {
              "get": {
                "operationId": "getIndex", "tags": ["operations"], "summary": "All paths, for eyes", "security": [],
                "responses": { "200": { "description": "Text.", "content": { "text/plain; charset=utf-8": { "schema": { "type": "string" } } } } }
              }
            },
            "/openapi.json": {
              "get": {
                "operationId": "getDocument", "tags": ["operations"], "summary": "This document", "security": [],
                "responses": {
                  "200": {
                    "description": "OpenAPI 3.1.",
                    "content": { "application/json": { "schema": { "type": "object", "required": ["openapi", "info", "paths"] } } }
                  }
                }
              }
            },
            "/health": {
              "get": {
                "operationId": "getHealth", "tags": ["operations"], "summary": "Whether the server answers", "security": [],
                "responses": { "200": { "description": "It does.", \#(json("Status")) } }
              }
            },
            "/livez": {
              "get": {
                "operationId": "getLiveness", "tags": ["operations"], "summary": "Whether the process lives", "security": [],
                "responses": { "200": { "description": "It does.", \#(json("Status")) } }
              }
            },
            "/readyz": {
              "get": {
                "operationId": "getReadiness", "tags": ["operations"], "summary": "Whether requests can be answered: whether the store answers",
                "security": [],
                "responses": {
                  "200": { "description": "It does.", \#(json("Status")) },
                  "503": { "$ref": "#/components/responses/Unavailable" }
                }
              }
            },
            "/metrics": {
              "get": {
                "operationId": "getMetrics", "tags": ["operations"], "summary": "Answers by method, path and status, for Prometheus",
                "description": "On a laptop only; on AWS it is 404, and CloudWatch has the numbers.",
                "security": [],
                "responses": {
                  "200": {
                    "description": "Prometheus' text format.",
                    "content": { "text/plain; charset=utf-8; version=0.0.4": { "schema": { "type": "string" } } }
                  },
                  \#(notFound)
                }
              }
            },
            "/held/{token}": {
              "parameters": [{
                "name": "token", "in": "path", "required": true, "description": "Out of a link in a mail to the owner of an alias. It is all that one needs.",
                "schema": { "type": "string", "minLength": 1 }
              }],
              "get": {
                "operationId": "openHeldMail", "tags": ["held"], "summary": "Open a mail that could not be forwarded",
                "description": "Another function (`HeldMail`) behind the same address on AWS. A laptop does not have it and answers 404.",
                "security": [],
                "x-postroom-hosts": ["aws"],
                "responses": {
                  "302": {
                    "description": "`Location` has the mail for five minutes.",
                    "headers": { "Location": { "$ref": "#/components/headers/Location" } },
                    "content": { "text/plain; charset=utf-8": { "schema": { "type": "string" } } }
                  },
                  "404": {
                    "description": "The link is not complete, or is none.",
                    "content": {
                      "text/plain; charset=utf-8": { "schema": { "type": "string" } },
                      "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } }
                    }
                  },
                  "410": {
                    "description": "The time of the link is over.",
                    "content": { "text/plain; charset=utf-8": { "schema": { "type": "string" } } }
                  },
                  "500": { "$ref": "#/components/responses/Failed" },
                  "503": { "$ref": "#/components/responses/Unavailable" }
                }
              }
            }
        """#
}
