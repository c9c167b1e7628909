import CCurl
import FoundationEssentials

/// One request and its response on a curl handle: what the handle is told, and what its callbacks do.
///
/// Confined to the thread that drives the handle, from ``prepare()`` to ``outcome(_:)``.
final class Transfer: @unchecked Sendable {
    /// Who takes the response body.
    enum Sink {
        /// It is collected, up to the request's limit.
        case collect
        /// It is handed on; gone when nobody reads any more.
        case stream(WeakBody)
    }

    struct WeakBody {
        weak var body: HTTPResponseBody?
    }

    let request: HTTPRequest
    let handle: EasyHandle
    var sink = Sink.collect
    /// Whether no kept connection may be used.
    var needsNewConnection = false
    /// Called when the head is complete, for a streamed response.
    var onHead: ((HTTPResponseHead) -> Void)?
    /// Called when a body source has nothing yet, to be told later.
    private(set) var isSendingPaused = false

    private(set) var reader = ResponseHeadReader()
    private var body: [UInt8] = []
    private var size = 0
    private var failure: HTTPError?
    private var isHeadReported = false
    private var attempts = 0
    /// The bytes that the source of the request body gave for this attempt.
    private var given = 0
    /// What curl had written before the request itself: to a proxy, for a tunnel.
    private var sizeBefore = 0
    private var fieldList: UnsafeMutablePointer<curl_slist>?
    /// The trace of the task that asked: the callbacks run on another thread.
    private let trace: String?
    let errorBuffer = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    init(_ request: HTTPRequest, trace: String? = TraceContext.current, on handle: EasyHandle) {
        self.request = request
        self.handle = handle
        self.trace = trace
        errorBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        curl_slist_free_all(fieldList)
        errorBuffer.deallocate()
    }

    var head: HTTPResponseHead { reader.head }

    // MARK: - Before

    /// Sets the handle's options for the request.
    /// - Throws: ``HTTPError`` when the request cannot be sent as it is.
    func prepare() throws {
        try checkRequest()
        let context = Unmanaged.passUnretained(self).toOpaque()
        handle.setCommonOptions()
        handle.set(CURLOPT_ERRORBUFFER, pointer: UnsafeMutableRawPointer(errorBuffer))
        handle.set(CURLOPT_URL, request.url)
        handle.set(CURLOPT_PROTOCOLS_STR, isPlain ? "http" : "https")
        if !request.usesProxy { handle.set(CURLOPT_PROXY, "") }
        if needsNewConnection { handle.set(CURLOPT_FRESH_CONNECT, 1) }
        if !isPlain { try setTrust() }
        setTimeouts()
        setBody(context)
        setFields()

        postroom_curl_set_transfer(handle.pointer, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            Transfer.of(context)?.takeHead(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
        }
        handle.set(CURLOPT_HEADERDATA, pointer: context)
        postroom_curl_set_transfer(handle.pointer, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            Transfer.of(context)?.takeBody(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
        }
        handle.set(CURLOPT_WRITEDATA, pointer: context)
        postroom_curl_set_before_request(handle.pointer) { context, _, _, _, _ in
            Transfer.of(context)?.maySend() == true ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
        }
        handle.set(CURLOPT_PREREQDATA, pointer: context)
    }

    private var isPlain: Bool { request.url.utf8.starts(with: "http://".utf8) }

    private func checkRequest() throws {
        guard isPlain || request.url.utf8.starts(with: "https://".utf8) else {
            throw HTTPError(.invalidRequest, "the URL '\(host)' begins with neither https:// nor http://")
        }
        // curl would take the first part of the path for the host.
        guard !host.isEmpty else { throw HTTPError(.invalidRequest, "the URL names no host") }
        guard !isPlain || request.allowsPlainHTTP else {
            throw HTTPError(.invalidRequest, "plain http to \(host) is refused: only an endpoint that was configured may be without TLS")
        }
        guard request.url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw HTTPError(.invalidRequest, "the URL to \(host) has a character that must be percent-encoded")
        }
        for field in request.fields.lines {
            guard Self.isField(field.name, field.value) else {
                throw HTTPError(.invalidRequest, "the header field '\(field.name.prefix(60))' has a character that no field may have")
            }
        }
    }

    /// Whether a field stays one line with that name and value.
    private static func isField(_ name: String, _ value: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3A }
            && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
    }

    var host: String { request.host }

    private func setTrust() throws {
        let roots = try TrustRoots.shared.get()
        handle.set(CURLOPT_SSL_VERIFYPEER, 1)
        handle.set(CURLOPT_SSL_VERIFYHOST, 2)
        // Neither the distribution's bundle nor its folder: on Lambda they are elsewhere, and they take 16 ms to parse.
        postroom_curl_set_string(handle.pointer, CURLOPT_CAINFO, nil)
        postroom_curl_set_string(handle.pointer, CURLOPT_CAPATH, nil)
        let code = postroom_curl_set_ssl_context(handle.pointer) { _, context, roots in
            guard let context, let roots else { return CURLE_SSL_CERTPROBLEM }
            Unmanaged<TrustRoots>.fromOpaque(roots).takeUnretainedValue().install(in: OpaquePointer(context))
            return CURLE_OK
        }
        guard code == CURLE_OK else {
            throw HTTPError(
                .other, "this libcurl cannot be given trust roots: it must be the one with OpenSSL (Debian: libcurl4-openssl-dev)")
        }
        handle.set(CURLOPT_SSL_CTX_DATA, pointer: Unmanaged.passUnretained(roots).toOpaque())
    }

    private func setTimeouts() {
        if let connect = request.timeouts.connect { handle.set(CURLOPT_CONNECTTIMEOUT_MS, max(1, connect.milliseconds)) }
        if let idle = request.timeouts.idle {
            handle.set(CURLOPT_LOW_SPEED_LIMIT, 1)
            handle.set(CURLOPT_LOW_SPEED_TIME, max(1, idle.milliseconds / 1000))
        }
        if let total = request.timeouts.total { handle.set(CURLOPT_TIMEOUT_MS, max(1, total.milliseconds)) }
    }

    private func setBody(_ context: UnsafeMutableRawPointer) {
        switch request.body {
        case .none where request.method == .head: handle.set(CURLOPT_NOBODY, 1)
        case .none where request.method == .get: handle.set(CURLOPT_HTTPGET, 1)
        case .none where request.method == .delete: handle.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        case .none: setBytes([])
        case .bytes(let bytes): setBytes(bytes)
        case .reader(let reader): setUpload(length: reader.length, context)
        case .stream: setUpload(length: nil, context)
        }
    }

    /// Bytes in memory go out in one piece with the head.
    private func setBytes(_ bytes: [UInt8]) {
        handle.set(CURLOPT_POST, 1)
        handle.set(CURLOPT_POSTFIELDSIZE_LARGE, offset: bytes.count)
        // The handle copies them: a pointer into an array is not ours to keep.
        bytes.withUnsafeBytes { buffer in
            if let start = buffer.baseAddress {
                handle.set(CURLOPT_COPYPOSTFIELDS, pointer: UnsafeMutableRawPointer(mutating: start))
            } else {
                handle.set(CURLOPT_COPYPOSTFIELDS, "")
            }
        }
        handle.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    }

    private func setUpload(length: Int?, _ context: UnsafeMutableRawPointer) {
        handle.set(CURLOPT_UPLOAD, 1)
        handle.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        if let length { handle.set(CURLOPT_INFILESIZE_LARGE, offset: length) }
        postroom_curl_set_transfer(handle.pointer, CURLOPT_READFUNCTION) { bytes, size, count, context in
            Transfer.of(context)?.giveBody(UnsafeMutableRawBufferPointer(start: bytes, count: size * count)) ?? Int(CURL_READFUNC_ABORT)
        }
        handle.set(CURLOPT_READDATA, pointer: context)
        postroom_curl_set_seek(handle.pointer) { context, offset, _ in
            Transfer.of(context)?.rewind(to: Int(offset)) == true ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL
        }
        handle.set(CURLOPT_SEEKDATA, pointer: context)
        postroom_curl_set_trailers(handle.pointer) { list, context in
            guard let transfer = Transfer.of(context), let list else { return CURL_TRAILERFUNC_ABORT }
            for (name, value) in transfer.trailers {
                guard transfer.maySend(trailer: name, value) else { return CURL_TRAILERFUNC_ABORT }
                guard let longer = curl_slist_append(list.pointee, "\(name): \(value)") else { return CURL_TRAILERFUNC_ABORT }
                list.pointee = longer
            }
            return CURL_TRAILERFUNC_OK
        }
        handle.set(CURLOPT_TRAILERDATA, pointer: context)
    }

    private func setFields() {
        // The semicolon means a field without a value; curl takes a colon without one, or with blanks alone, for "do not send it".
        var lines = request.fields.lines.map { field in
            field.value.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } ? "\(field.name);" : "\(field.name): \(field.value)"
        }
        // What curl would add by itself.
        if request.fields["Expect"] == nil { lines.append("Expect:") }
        if request.fields["Content-Type"] == nil { lines.append("Content-Type:") }
        if request.fields["Accept"] == nil { lines.append("Accept:") }
        if case .stream = request.body { lines.append("Transfer-Encoding: chunked") }
        if request.sendsTrace, let trace, request.fields["X-Amzn-Trace-Id"] == nil,
            trace.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        {
            lines.append("X-Amzn-Trace-Id: \(trace)")
        }
        for line in lines { fieldList = curl_slist_append(fieldList, line) ?? fieldList }
        handle.set(CURLOPT_HTTPHEADER, fieldList)
    }

    private var trailers: [(String, String)] {
        if case .stream(let stream) = request.body { stream.trailers } else { [] }
    }

    // MARK: - Callbacks

    private static func of(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Whether the request may go out on the connection that was found. curl tries a dead connection's request again by itself; one that is
    /// not idempotent must not be when bytes of it were written before.
    private func maySend() -> Bool {
        attempts += 1
        if attempts == 1 {
            sizeBefore = sizeWritten
            return true
        }
        if !wroteRequest { return true }
        if request.isIdempotent, given == 0 || rewind(to: 0) { return true }
        failure = failure ?? HTTPError(.connectionLost, "\(host) closed the connection without an answer", wroteRequest: true)
        return false
    }

    /// Whether a field may stand behind the body. Only now: the task that writes the body tells it at the end.
    private func maySend(trailer name: String, _ value: String) -> Bool {
        if Self.isField(name, value) { return true }
        failure = HTTPError(
            .requestBodyFailed, "the trailer field '\(name.prefix(60))' has a character that no field may have", wroteRequest: true)
        return false
    }

    private func takeHead(_ line: UnsafeRawBufferPointer) -> Int {
        reader.read(line)
        if reader.isTooLarge {
            failure = HTTPError(
                .malformedResponse, "\(host) sent more than \(ResponseHeadReader.sizeLimit) bytes of header fields", wroteRequest: true)
            return 0
        }
        if reader.isComplete, !isHeadReported {
            isHeadReported = true
            if case .collect = sink, let length = reader.head.fields["Content-Length"].flatMap({ Int($0) }), length > 0 {
                body.reserveCapacity(min(length, request.responseLimit, 1 << 20))
            }
            onHead?(reader.head)
        }
        return line.count
    }

    private func takeBody(_ bytes: UnsafeRawBufferPointer) -> Int {
        switch sink {
        case .collect:
            guard size + bytes.count <= request.responseLimit else { return tooLarge() }
            // An array that grows by itself takes three times the room of a large body.
            if size == 0, let length = reader.head.fields["Content-Length"].flatMap({ Int($0) }), length > bytes.count {
                body.reserveCapacity(min(length, request.responseLimit))
            }
            size += bytes.count
            body.append(contentsOf: bytes)
        case .stream(let weak):
            guard let body = weak.body else { return 0 }
            guard size + bytes.count <= request.responseLimit else { return tooLarge() }
            guard body.take(bytes) else { return Int(CURL_WRITEFUNC_PAUSE) }
            size += bytes.count
        }
        return bytes.count
    }

    private func tooLarge() -> Int {
        failure = HTTPError(
            .responseTooLarge, "\(host) sent more than the \(request.responseLimit) bytes that are taken", wroteRequest: true,
            head: reader.head)
        return 0
    }

    private func giveBody(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        switch request.body {
        case .reader(let reader):
            do {
                let count = try reader.read(into: buffer)
                given += count
                return count
            } catch {
                failure = HTTPError(.requestBodyFailed, "the request body cannot be read: \(error)", wroteRequest: true, underlying: error)
                return Int(CURL_READFUNC_ABORT)
            }
        case .stream(let stream):
            guard let count = stream.read(into: buffer) else {
                isSendingPaused = true
                return Int(CURL_READFUNC_PAUSE)
            }
            given += count
            return count
        case .none, .bytes: return 0
        }
    }

    private func rewind(to offset: Int) -> Bool {
        guard offset == 0, request.isIdempotent, case .reader(let reader) = request.body else { return false }
        do {
            try reader.rewind()
            given = 0
            return true
        } catch {
            failure = HTTPError(
                .requestBodyFailed, "the request body cannot be read again: \(error)", wroteRequest: true, underlying: error)
            return false
        }
    }

    // MARK: - While it runs

    /// Body bytes are there again, or the reader of the response wants more.
    func unpause() {
        isSendingPaused = false
        curl_easy_pause(handle.pointer, CURLPAUSE_CONT)
    }

    // MARK: - After

    /// Whether a connection was there for the request to go out on.
    var hadConnection: Bool { attempts > 0 }

    var wroteRequest: Bool { hadConnection && sizeWritten > sizeBefore }

    private var sizeWritten: Int {
        var size = 0
        postroom_curl_get_long(handle.pointer, CURLINFO_REQUEST_SIZE, &size)
        return size
    }

    /// What came of it. A streamed body is ended too.
    func outcome(_ code: CURLcode) -> Result<HTTPResponse, HTTPError> {
        let error = failure ?? self.error(code)
        if case .stream(let stream) = request.body { stream.end(error) }
        if case .stream(let weak) = sink {
            weak.body?.end(error.map { .failure($0) } ?? .success(()))
            return error.map { .failure($0) } ?? .success(HTTPResponse(head: reader.head))
        }
        return error.map { .failure($0) } ?? .success(HTTPResponse(head: reader.head, body: body))
    }
}

extension Duration {
    /// Whole milliseconds, at least 0, and no more than curl takes.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        // A timeout is an int in curl; what is longer than its 24 days is for ever.
        guard seconds < Int64(Int32.max) / 1000 else { return Int(Int32.max) }
        return max(0, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}
