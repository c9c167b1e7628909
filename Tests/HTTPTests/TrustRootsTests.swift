import CCurl
import Foundation
import HTTP
import Testing

/// What OpenSSL makes of certificates with the roots that are shipped, as it does for a server's chain.
@Suite struct TrustRootsTests {
    /// The certificates in the source of the roots.
    private static let roots: [String] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Core/HTTP/TLS/AmazonRoots.swift").standardizedFileURL
        let source = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        let begin = "-----BEGIN CERTIFICATE-----"
        let end = "-----END CERTIFICATE-----"
        return source.components(separatedBy: begin).dropFirst().map { part in
            let lines = (begin + part.components(separatedBy: end)[0] + end).split(separator: "\n")
            return lines.map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "\n") + "\n"
        }
    }()

    private func certificate(_ pem: String) throws -> OpaquePointer {
        let bytes = Array(pem.utf8)
        return try bytes.withUnsafeBytes { buffer in
            let input = try #require(BIO_new_mem_buf(buffer.baseAddress, Int32(buffer.count)))
            defer { BIO_free(input) }
            return try #require(PEM_read_bio_X509(input, nil, nil, nil))
        }
    }

    /// A self-signed root with the same subject and another key.
    private func forged(_ root: OpaquePointer) throws -> OpaquePointer {
        let generator = try #require(EVP_PKEY_CTX_new_id(EVP_PKEY_ED25519, nil))
        defer { EVP_PKEY_CTX_free(generator) }
        var key: OpaquePointer?
        #expect(EVP_PKEY_keygen_init(generator) == 1 && EVP_PKEY_keygen(generator, &key) == 1)
        defer { EVP_PKEY_free(key) }
        // All else is the root's own, extensions with the key identifiers too.
        let forged = try #require(X509_dup(root))
        #expect(X509_set_pubkey(forged, key) == 1 && X509_sign(forged, key, nil) > 0)
        return forged
    }

    /// OpenSSL's verdict, `X509_V_OK` or why not.
    private func verdict(_ certificate: OpaquePointer, by roots: TrustRoots) throws -> Int32 {
        let tls = try #require(SSL_CTX_new(TLS_client_method()))
        defer { SSL_CTX_free(tls) }
        roots.install(in: tls)
        let context = try #require(X509_STORE_CTX_new())
        defer { X509_STORE_CTX_free(context) }
        #expect(X509_STORE_CTX_init(context, SSL_CTX_get_cert_store(tls), certificate, nil) == 1)
        // The verdict must not change when the calendar does.
        X509_STORE_CTX_set_time(context, 0, 1_767_225_600)
        X509_verify_cert(context)
        return X509_STORE_CTX_get_error(context)
    }

    @Test func `There are six`() {
        #expect(Self.roots.count == 6)
    }

    @Test func `Each is trusted, in any order and again`() throws {
        let roots = try TrustRoots(environment: [:])
        for pem in Self.roots + Self.roots.reversed() {
            let certificate = try certificate(pem)
            defer { X509_free(certificate) }
            #expect(try verdict(certificate, by: roots) == X509_V_OK, "\(pem)")
        }
    }

    @Test func `One with the same name and another key is not`() throws {
        let roots = try TrustRoots(environment: [:])
        for pem in Self.roots {
            let root = try certificate(pem)
            defer { X509_free(root) }
            let forged = try forged(root)
            defer { X509_free(forged) }
            #expect(X509_NAME_cmp(X509_get_subject_name(root), X509_get_subject_name(forged)) == 0)
            // Before the lookup found the true one, and after.
            #expect(try verdict(forged, by: roots) == X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT)
            #expect(try verdict(root, by: roots) == X509_V_OK)
            #expect(try verdict(forged, by: roots) == X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT)
        }
    }

    @Test func `A bundle replaces them`() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).pem")
        defer { try? FileManager.default.removeItem(at: file) }
        try Self.roots[0].write(to: file, atomically: true, encoding: .utf8)
        let roots = try TrustRoots(environment: ["AWS_CA_BUNDLE": file.path])
        for (number, pem) in Self.roots.enumerated() {
            let certificate = try certificate(pem)
            defer { X509_free(certificate) }
            #expect(try (verdict(certificate, by: roots) == X509_V_OK) == (number == 0), "root \(number + 1)")
        }
    }

    @Test(arguments: ["/nowhere/roots.pem", #filePath, "/tmp"])
    func `A bundle that cannot be read is named`(_ path: String) throws {
        let error = #expect(throws: HTTPError.self) { try TrustRoots(environment: ["AWS_CA_BUNDLE": path]) }
        #expect(error?.code == .untrusted)
        #expect(error?.description.contains("AWS_CA_BUNDLE names '\(path)'") == true)
    }

    @Test func `An empty variable means none`() throws {
        let certificate = try certificate(try #require(Self.roots.last))
        defer { X509_free(certificate) }
        #expect(try verdict(certificate, by: TrustRoots(environment: ["AWS_CA_BUNDLE": ""])) == X509_V_OK)
    }
}
