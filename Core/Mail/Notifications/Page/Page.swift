/// What a mail shows, before it is text or HTML. Every text in it is clean (``CleanText``) and none is escaped.
struct Page {
    /// What a mail is to look like at first sight. It is said in words as well.
    enum Tone: String, CaseIterable {
        case alarm
        case ok
        /// There is not enough data to tell.
        case unknown
        case neutral
    }

    /// Something that is named and has a value.
    struct Fact: Hashable {
        var name: String
        var value: String

        init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Where more is.
    struct Link: Hashable {
        var title: String
        var url: String
    }

    enum Block {
        /// What somebody wrote, with its lines as they are.
        case message(String)
        case paragraph(heading: String? = nil, String)
        case facts(heading: String? = nil, [Fact])
        /// Something written by a machine or for one: its line ends are kept.
        case verbatim(heading: String? = nil, String)
        case chart(Chart)
        case outline(heading: String? = nil, Outline)
    }

    /// What stands where a page has become too long.
    static let cutNote = "[There is more in the message, which is not shown.]"

    var tone: Tone = .neutral
    /// A word or two: `ALARM`.
    var badge: String
    /// What stands beside it: `before: OK`.
    var badgeNote: String?
    var title: String
    /// The sentence that says what happened.
    var lead: String?
    /// When and where it was, a line for each.
    var notes: [String] = []
    var link: Link?
    var blocks: [Block] = []
    var footer: [String] = []
}
