/// A mail: its raw bytes and what one pass over them found.
///
/// Any bytes make a message; what departs from the standards is in ``defects``, and the bytes are always there.
/// Decoding is lazy: header values, bodies and text are decoded when they are asked for.
public struct Message: Sendable {
    let storage: Storage

    /// The raw mail.
    public var bytes: [UInt8] { storage.sources[0].array }

    /// Some of the raw mail, as far as it goes: of a mail that is no array the rest is not copied.
    package func bytes(_ range: Range<Int>) -> [UInt8] {
        let source = storage.sources[0]
        return source[range.clamped(to: 0..<source.count)]
    }

    /// The whole message as the root of the part tree.
    public var root: Part { Part(storage: storage, index: 0) }

    /// Every part in depth-first order, containers and the parts of embedded messages included.
    public var parts: [Part] {
        // The scan adds nodes in this order.
        storage.nodes.indices.map { Part(storage: storage, index: $0) }
    }

    /// Scans a mail.
    /// - Parameters:
    ///   - bytes: the raw mail, with CRLF or LF line ends, or both.
    ///   - limits: how far the scan goes; the rest stays opaque.
    public init(_ bytes: [UInt8], limits: Limits = .standard) {
        storage = Storage(scanning: .array(bytes), limits)
    }

    /// Scans a mail that lies in memory that is not an array, such as a mapped file: nothing of it is copied until it is asked for.
    /// - Parameters:
    ///   - bytes: the raw mail. It must not change, nor go away before `owner` does.
    ///   - owner: what keeps the memory; it is kept as long as the message.
    ///   - limits: how far the scan goes; the rest stays opaque.
    public init(_ bytes: UnsafeRawBufferPointer, keeping owner: any AnyObject & Sendable, limits: Limits = .standard) {
        storage = Storage(scanning: .region(bytes, owner), limits)
    }

    /// What is wrong with the mail, all lazy decoders included: header values, transfer encodings, charsets.
    ///
    /// Decodes the whole mail; ``structureDefects`` costs nothing.
    public var defects: [Defect] {
        var result: [Defect] = []
        var structural: [Int: [StructureDefect]] = [:]
        for defect in storage.structureDefects { structural[defect.node, default: []].append(defect) }
        for part in parts {
            let path = part.path
            for defect in structural[part.index] ?? [] { result.append(Defect(code: defect.code, path: path, detail: defect.detail)) }
            for entry in part.contentDefects().entries { result.append(Defect(code: entry.code, path: path, detail: entry.detail)) }
        }
        return result
    }

    /// What is wrong with the header blocks and the part tree, found by the scan itself.
    public var structureDefects: [Defect] {
        storage.structureDefects.map {
            Defect(code: $0.code, path: Part(storage: storage, index: $0.node).path, detail: $0.detail)
        }
    }
}
