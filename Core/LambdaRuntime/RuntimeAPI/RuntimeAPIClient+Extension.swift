import Glibc
import HTTP

extension RuntimeAPIClient {
    /// Registers an internal extension without events; the status, and the extension's identifier.
    func registerExtension(_ name: String) throws(HTTPError) -> (status: Int, id: String?) {
        let response = try connection.send(
            HTTPRequest(
                .post, "http://\(runtimeAPI)/2020-01-01/extension/register",
                fields: ["Lambda-Extension-Name": name, "Content-Type": "application/json", "User-Agent": Self.userAgent],
                body: .bytes(Array(#"{"events":[]}"#.utf8)), allowsPlainHTTP: true,
                timeouts: HTTPTimeouts(connect: .seconds(1), idle: nil, total: .seconds(2)), usesProxy: false))
        return (response.status, response.fields["Lambda-Extension-Identifier"])
    }

    /// Asks for the extension's next event, which says that the extension is ready; false when the Runtime API cannot be reached.
    ///
    /// There never is one, so nobody reads: the socket stays open, without a thread and a buffer that would wait for nothing.
    func askForEvents(_ id: String) -> Bool {
        guard let socket = openSocket() else { return false }
        let request = Array(
            """
            GET /2020-01-01/extension/event/next HTTP/1.1\r
            Host: \(runtimeAPI)\r
            User-Agent: \(Self.userAgent)\r
            Lambda-Extension-Identifier: \(id)\r
            \r

            """.utf8)
        return send(socket, request, request.count, Int32(MSG_NOSIGNAL)) == request.count
    }

    /// A socket to the Runtime API, which Lambda gives by its address.
    private func openSocket() -> Int32? {
        let (host, port) = Self.hostAndPort(runtimeAPI)
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, port, &hints, &found) == 0 else { return nil }
        defer { freeaddrinfo(found) }
        var entry = found
        while let address = entry?.pointee {
            let socket = socket(address.ai_family, address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
            if socket >= 0 {
                if connect(socket, address.ai_addr, address.ai_addrlen) == 0 { return socket }
                close(socket)
            }
            entry = address.ai_next
        }
        return nil
    }

    /// `169.254.100.1:9001`, `[::1]:9001`; port 80 where there is none.
    static func hostAndPort(_ runtimeAPI: String) -> (host: String, port: String) {
        var host = Substring(runtimeAPI)
        var port = Substring("80")
        if !runtimeAPI.hasSuffix("]"), let colon = runtimeAPI.lastIndex(of: ":") {
            host = runtimeAPI[..<colon]
            port = runtimeAPI[runtimeAPI.index(after: colon)...]
        }
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        return (String(host), String(port))
    }
}
