/// The media types that common endings of file names stand for; only such as a reader can show or save without running anything.
enum MediaTypes {
    private static let list: [(ending: String, type: String)] = [
        ("txt", "text/plain"), ("csv", "text/csv"), ("ics", "text/calendar"), ("vcf", "text/vcard"), ("eml", "message/rfc822"),
        ("pdf", "application/pdf"), ("rtf", "application/rtf"), ("zip", "application/zip"), ("gz", "application/gzip"),
        ("7z", "application/x-7z-compressed"), ("json", "application/json"), ("doc", "application/msword"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"), ("xls", "application/vnd.ms-excel"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), ("ppt", "application/vnd.ms-powerpoint"),
        ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        ("odt", "application/vnd.oasis.opendocument.text"), ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
        ("jpg", "image/jpeg"), ("jpeg", "image/jpeg"), ("png", "image/png"), ("gif", "image/gif"), ("webp", "image/webp"),
        ("heic", "image/heic"), ("tif", "image/tiff"), ("tiff", "image/tiff"), ("bmp", "image/bmp"), ("mp3", "audio/mpeg"),
        ("m4a", "audio/mp4"), ("wav", "audio/wav"), ("mp4", "video/mp4"), ("mov", "video/quicktime"), ("webm", "video/webm"),
    ]

    private static let types = Dictionary(list.map { ($0.ending, $0.type) }, uniquingKeysWith: { first, _ in first })
    /// Of several endings of one type the first.
    private static let endings = Dictionary(list.map { ($0.type, $0.ending) }, uniquingKeysWith: { first, _ in first })

    /// The type as the mail has it, unless that is application/octet-stream and the ending of the name says more.
    static func refined(_ essence: String, name: String?) -> String {
        guard essence == "application/octet-stream", let name, let dot = name.utf8.lastIndex(of: ASCII.dot) else { return essence }
        return types[name.utf8[dot...].dropFirst().loweredString] ?? essence
    }

    /// The ending for a type, without the dot.
    static func ending(of essence: String) -> String? { essence == "text/html" ? "html" : endings[essence] }
}
