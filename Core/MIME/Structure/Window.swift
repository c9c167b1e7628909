/// How much of a mail a scan may look at now: bytes, where they stand in the mail, and whether more will come.
///
/// Places inside of `bytes` count from its start; those that are kept count in the whole mail.
struct WindowPlace {
    /// Place of the first byte in the mail.
    var base: Int
    /// Whether the mail ends with the window.
    var isLast: Bool
}
