import CCurl
import Glibc

/// curl's handle for one transfer at a time, with the options of ours that every request shares.
struct EasyHandle {
    let pointer: UnsafeMutableRawPointer

    init() throws {
        _ = CurlLibrary.isReady
        guard let pointer = curl_easy_init() else { throw HTTPError(.other, "curl has no memory for a transfer") }
        self.pointer = pointer
    }

    func close() { curl_easy_cleanup(pointer) }

    /// Forgets all options; kept connections stay.
    func reset() { curl_easy_reset(pointer) }

    func set(_ option: CURLoption, _ value: Int) { postroom_curl_set_long(pointer, option, value) }
    func set(_ option: CURLoption, offset value: Int) { postroom_curl_set_offset(pointer, option, curl_off_t(value)) }
    func set(_ option: CURLoption, _ value: String) { postroom_curl_set_string(pointer, option, value) }
    func set(_ option: CURLoption, pointer value: UnsafeMutableRawPointer?) { postroom_curl_set_pointer(pointer, option, value) }
    func set(_ option: CURLoption, _ value: UnsafeMutablePointer<curl_slist>?) { postroom_curl_set_list(pointer, option, value) }

    /// What holds for every transfer of ours.
    func setCommonOptions() {
        set(CURLOPT_NOSIGNAL, 1)
        // A name that is still being resolved must not hold up whoever ends the transfer, and all others with it.
        set(CURLOPT_QUICK_EXIT, 1)
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        // No dot segments taken out: an S3 key may hold them.
        set(CURLOPT_PATH_AS_IS, 1)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        set(CURLOPT_BUFFERSIZE, 64 << 10)
        set(CURLOPT_UPLOAD_BUFFERSIZE, 64 << 10)
        set(CURLOPT_TCP_NODELAY, 1)
    }
}

/// curl's own start, once in a process.
enum CurlLibrary {
    static let isReady: Bool = {
        // A peer that closes early must be an error, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        // A configuration file of the machine that built OpenSSL means nothing here, and must not change what is trusted.
        OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil)
        return curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
    }()
}
