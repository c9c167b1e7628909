"""The answer to a request that the judge refuses, as the service would word it, with the reason in a header for whoever looks for it."""

from .protocols import error

# The code and status of S3, the code of a service with a JSON protocol, and that of one with forms.
ANSWERS = {
    "missing": ("AccessDenied", 403, "MissingAuthenticationTokenException", "MissingAuthenticationToken"),
    "malformed": ("AuthorizationHeaderMalformed", 400, "IncompleteSignatureException", "IncompleteSignature"),
    "query": ("AuthorizationQueryParametersError", 400, "IncompleteSignatureException", "IncompleteSignature"),
    "key": ("InvalidAccessKeyId", 403, "UnrecognizedClientException", "InvalidClientTokenId"),
    "token": ("InvalidToken", 400, "UnrecognizedClientException", "InvalidClientTokenId"),
    "expired-token": ("ExpiredToken", 400, "ExpiredTokenException", "ExpiredToken"),
    "scope": ("AuthorizationHeaderMalformed", 400, "InvalidSignatureException", "SignatureDoesNotMatch"),
    "skew": ("RequestTimeTooSkewed", 403, "InvalidSignatureException", "SignatureDoesNotMatch"),
    "late": ("AccessDenied", 403, "InvalidSignatureException", "SignatureDoesNotMatch"),
    "unsigned": ("AccessDenied", 403, "InvalidSignatureException", "SignatureDoesNotMatch"),
    "body": ("XAmzContentSHA256Mismatch", 400, "InvalidSignatureException", "SignatureDoesNotMatch"),
    "encoding": ("SignatureDoesNotMatch", 403, "InvalidSignatureException", "SignatureDoesNotMatch"),
    "signature": ("SignatureDoesNotMatch", 403, "InvalidSignatureException", "SignatureDoesNotMatch"),
    "request": ("InvalidRequest", 400, "ValidationException", "ValidationError"),
    "transfer": ("NotImplemented", 501, "SerializationException", "ValidationError"),
    "operation": ("MethodNotAllowed", 405, "UnknownOperationException", "InvalidAction"),
    "shape": ("MalformedXML", 400, "SerializationException", "ValidationError"),
}


def answer(refusal, operation):
    """Services with a JSON body and X-Amz-Target answer 400 to everything, the others 403 to what is wrong with a signature."""
    s3_code, s3_status, json_code, form_code = ANSWERS[refusal.kind]
    wrong_request = refusal.kind in ("request", "transfer", "operation", "shape")
    message, more = refusal.message, {}
    if operation.protocol == "rest-xml":
        code, status, more = s3_code, s3_status, refusal.more
    elif operation.protocol == "query":
        code, status = form_code, 400 if wrong_request else 403
    else:
        code, status = json_code, 400 if wrong_request or operation.protocol == "json" else 403
    if "CanonicalRequest" in refusal.more and operation.protocol != "rest-xml":
        expected = f"The Canonical String for this request should have been\n'{refusal.more['CanonicalRequest']}'"
        message += f"\n\n{expected}\n\nThe String-to-Sign should have been\n'{refusal.more['StringToSign']}'\n"
    found = error(operation, status, code, message, more)
    reason = f"{refusal.kind}: {refusal.message} {refusal.more or ''}".encode("ascii", "backslashreplace").decode()
    found.headers.append(("x-judge-reason", reason.replace("\n", "\\n").replace("\r", "\\r")[:4000]))
    return found
