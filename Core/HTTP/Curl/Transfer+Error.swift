import CCurl

extension Transfer {
    /// What came of it, by curl's result; nil where there is a response.
    func error(_ code: CURLcode) -> HTTPError? {
        guard code != CURLE_OK else {
            return reader.isComplete ? nil : HTTPError(.malformedResponse, "\(host) answered without a head", wroteRequest: wroteRequest)
        }
        let detail = errorBuffer.pointee == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: errorBuffer)
        if isOutOfSpace(code), wroteRequest, !reader.isComplete {
            return HTTPError(.malformedResponse, "\(host) sent a header field that is larger than curl takes", wroteRequest: true)
        }
        if let status = proxyStatus, !hadConnection {
            return HTTPError(.cannotConnect, "the proxy refused a connection to \(host) with status \(status)")
        }
        let kind: HTTPError.Code =
            switch code {
            case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT: .cannotConnect
            case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER: .untrusted
            // OpenSSL names what the handshake failed by; a connection that just ended has no such name.
            case CURLE_SSL_CONNECT_ERROR: detail.contains("error:") ? .untrusted : .connectionLost
            case CURLE_OPERATION_TIMEDOUT: .timedOut
            case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_SEND_FAIL_REWIND:
                // Before the request: a proxy refused, or the connection ended within what comes first.
                hadConnection ? .connectionLost : .cannotConnect
            case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_CONTENT_ENCODING: .malformedResponse
            case CURLE_URL_MALFORMAT: .invalidRequest
            default: .other
            }
        return HTTPError(
            kind, "\(host): \(Self.withoutPassword(detail))", wroteRequest: wroteRequest, head: reader.isComplete ? reader.head : nil)
    }

    /// What curl says when a line of the head is longer than 100 KB; CURLE_TOO_LARGE, which this libcurl may not know, is 100.
    private func isOutOfSpace(_ code: CURLcode) -> Bool { code == CURLE_OUT_OF_MEMORY || code.rawValue == 100 }

    /// curl quotes a proxy that it cannot use, user and password too.
    private static func withoutPassword(_ detail: String) -> String {
        detail.split(separator: " ", omittingEmptySubsequences: false).map { word in
            guard let at = word.lastIndex(of: "@") else { return String(word) }
            return (word.first == "'" ? "'" : "") + word[word.index(after: at)...]
        }.joined(separator: " ")
    }

    /// What a proxy answered when it was asked for a tunnel.
    private var proxyStatus: Int? {
        var status = 0
        postroom_curl_get_long(handle.pointer, CURLINFO_HTTP_CONNECTCODE, &status)
        return status >= 300 ? status : nil
    }
}
