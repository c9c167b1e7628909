import CCurl

/// A client for one server that works on the calling thread: a request at a time, on a connection that is kept.
///
/// For the Runtime API, whose answers everything waits for anyway: no other thread has to wake up. Calls to AWS go through ``HTTPTransport``.
/// Not to be used by two threads at once.
package final class HTTPConnection {
    private let handle: EasyHandle

    /// Creates a client that is not connected yet.
    package init() throws(HTTPError) {
        do { handle = try EasyHandle() } catch { throw error as? HTTPError ?? HTTPError(.other, "\(error)") }
    }

    deinit { handle.close() }

    /// Sends a request and waits for the whole response.
    package func send(_ request: HTTPRequest) throws(HTTPError) -> HTTPResponse {
        let transfer = Transfer(request, on: handle)
        handle.reset()
        do { try transfer.prepare() } catch { throw error as? HTTPError ?? HTTPError(.other, "\(error)") }
        return try withExtendedLifetime(transfer) { transfer.outcome(curl_easy_perform(handle.pointer)) }.get()
    }
}
