import CCurl

/// A client for one server that works on the calling thread: a request at a time, on a connection that is kept.
///
/// For the Runtime API, whose answers everything waits for anyway: no other thread has to wake up. Calls to AWS go through ``HTTPTransport``.
/// Not to be used by two threads at once.
package final class HTTPConnection {
    private var handle: EasyHandle?

    /// Creates a client that is not connected yet. Nothing is prepared before the first request, so that curl's start does not hold up init.
    package init() {}

    deinit { handle?.close() }

    /// Sends a request and waits for the whole response.
    package func send(_ request: HTTPRequest) throws(HTTPError) -> HTTPResponse {
        do {
            let handle = try self.handle ?? EasyHandle()
            self.handle = handle
            handle.reset()
            let transfer = Transfer(request, on: handle)
            try transfer.prepare()
            return try withExtendedLifetime(transfer) { try transfer.outcome(curl_easy_perform(handle.pointer)).get() }
        } catch {
            throw error as? HTTPError ?? HTTPError(.other, "\(error)")
        }
    }
}
