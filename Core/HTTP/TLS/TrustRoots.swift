import CCurl
import FoundationEssentials
import Synchronization

/// The certificates that a server's chain must end in: Amazon's roots, or the file that `AWS_CA_BUNDLE` names.
///
/// They are parsed once for all connections; OpenSSL takes 0.1 ms for each.
package final class TrustRoots: @unchecked Sendable {  // An X509_STORE is reference-counted and locks itself.
    /// The store of this process, made on first use.
    package static let shared = Result { try TrustRoots(environment: ProcessInfo.processInfo.environment) }

    /// Where the roots come from, for messages.
    package let source: String
    private let store: OpaquePointer

    /// Parses the roots.
    /// - Throws: ``HTTPError`` when the bundle cannot be read or holds no certificate.
    package init(environment: [String: String]) throws {
        guard let store = X509_STORE_new() else { throw HTTPError(.other, "no memory for the trust roots") }
        self.store = store
        if let path = environment["AWS_CA_BUNDLE"], !path.isEmpty {
            source = "AWS_CA_BUNDLE, \(path)"
            guard X509_STORE_load_file(store, path) == 1 else {
                ERR_clear_error()
                throw HTTPError(
                    .untrusted, "AWS_CA_BUNDLE names '\(path)', which cannot be read as certificates in PEM form: correct it, or unset it")
            }
        } else {
            source = "Amazon's roots"
            try Self.add(AmazonRoots.pem, to: store)
        }
    }

    deinit { X509_STORE_free(store) }

    /// Makes a TLS context trust these roots and no others.
    func install(in context: OpaquePointer) {
        SSL_CTX_set1_cert_store(context, store)
    }

    private static func add(_ pem: StaticString, to store: OpaquePointer) throws {
        guard let input = BIO_new_mem_buf(pem.utf8Start, Int32(pem.utf8CodeUnitCount)) else {
            throw HTTPError(.other, "no memory for the trust roots")
        }
        defer { BIO_free(input) }
        while let certificate = PEM_read_bio_X509(input, nil, nil, nil) {
            X509_STORE_add_cert(store, certificate)
            X509_free(certificate)
        }
        // Reading ends with an error that says there is no further certificate.
        ERR_clear_error()
    }
}
