/// Where the texts of templates are: a bucket, a folder, or the program itself.
public protocol TemplateSource: Sendable {
    /// The text of a file, such as `user_registered.html.mustache`; nil when there is none.
    func text(of file: String) async throws -> String?
}

/// Templates in memory: those that are built in, and those of tests.
public struct TemplatesInMemory: TemplateSource {
    private let files: [String: String]

    /// Templates by file name.
    public init(_ files: [String: String]) { self.files = files }

    /// See ``TemplateSource/text(of:)``.
    public func text(of file: String) -> String? { files[file] }
}
