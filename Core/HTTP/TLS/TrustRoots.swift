import CCurl
import FoundationEssentials

/// The certificates that a server's chain must end in: Amazon's roots, or the file that `AWS_CA_BUNDLE` names.
///
/// Shared by all connections. Of Amazon's roots only those are parsed that a server's chain asks for: OpenSSL takes 0.1 ms for each.
package final class TrustRoots: @unchecked Sendable {  // An X509_STORE is reference-counted and locks itself.
    /// The store of this process, made on first use.
    package static let shared = Result { try TrustRoots(environment: ProcessInfo.processInfo.environment) }

    private let store: OpaquePointer

    /// Prepares the roots.
    /// - Throws: ``HTTPError`` when the bundle cannot be read or holds no certificate.
    package init(environment: [String: String]) throws {
        _ = CurlLibrary.isReady
        guard let store = X509_STORE_new() else { throw HTTPError(.other, "no memory for the trust roots") }
        self.store = store
        if let path = environment["AWS_CA_BUNDLE"], !path.isEmpty {
            guard X509_STORE_load_file(store, path) == 1 else {
                ERR_clear_error()
                throw HTTPError(
                    .untrusted, "AWS_CA_BUNDLE names '\(path)', which cannot be read as certificates in PEM form: correct it, or unset it")
            }
        } else {
            guard X509_STORE_add_lookup(store, Self.lookup) != nil else { throw HTTPError(.other, "no memory for the trust roots") }
        }
    }

    deinit { X509_STORE_free(store) }

    /// Makes a TLS context trust these roots and no others.
    package func install(in context: OpaquePointer) {
        SSL_CTX_set1_cert_store(context, store)
    }

    /// How OpenSSL finds one of Amazon's roots by its subject. Lives as long as the process.
    private nonisolated(unsafe) static let lookup: OpaquePointer? = {
        let method = X509_LOOKUP_meth_new("Amazon's roots")
        X509_LOOKUP_meth_set_get_by_subject(method) { lookup, type, name, found in
            guard type == X509_LU_X509, let store = X509_LOOKUP_get_store(lookup) else { return 0 }
            let hash = X509_NAME_hash_ex(name, nil, nil, nil)
            for root in AmazonRoots.all where root.subjectHash == hash {
                guard let certificate = TrustRoots.parse(root.pem) else { continue }
                defer { X509_free(certificate) }
                // The store keeps it, and hands it out itself from then on. OpenSSL takes one more reference of what is found here, which then
                // stays for good: one certificate for each root.
                X509_STORE_add_cert(store, certificate)
                if X509_NAME_cmp(X509_get_subject_name(certificate), name) == 0 { return X509_OBJECT_set1_X509(found, certificate) }
            }
            return 0
        }
        return method
    }()

    private static func parse(_ pem: StaticString) -> OpaquePointer? {
        guard let input = BIO_new_mem_buf(pem.utf8Start, Int32(pem.utf8CodeUnitCount)) else { return nil }
        defer { BIO_free(input) }
        return PEM_read_bio_X509(input, nil, nil, nil)
    }
}
