/// A file of the tz database cannot be read.
public struct TimeZoneFileError: Error, Hashable, CustomStringConvertible {
    /// The name of the zone.
    public var name: String
    /// What is wrong with the file, for people.
    public var what: String

    /// What is wrong, and what to do.
    public var description: String {
        "The time zone '\(name)' cannot be read: \(what). Name one of the tz database, such as Europe/Berlin, and see that its file is whole."
    }
}
