import FoundationEssentials
import Mail
import Notifications

/// Templates in a folder: of the package on Lambda, of a project on a laptop.
public struct FolderTemplates: TemplateSource {
    private let folder: String

    /// Templates in a folder. One that does not exist has none.
    public init(_ folder: String) { self.folder = folder }

    /// A file that cannot be read.
    struct Unreadable: Error, CustomStringConvertible {
        let description: String
    }

    /// See `TemplateSource.text(of:)`.
    public func text(of file: String) throws -> String? {
        let path = "\(folder)/\(file)"
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let bytes = FileManager.default.contents(atPath: path), let text = String(validating: bytes, as: UTF8.self) else {
            throw Unreadable(description: "\(path) cannot be read as UTF-8")
        }
        return text
    }
}
