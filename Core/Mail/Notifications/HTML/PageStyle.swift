/// The colours and type of the HTML part. Light is in the elements themselves, as not every mail client reads a style sheet; dark is in the
/// sheet, which those that have a dark mode of their own do read.
enum PageStyle {
    static let font = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
    static let mono = "ui-monospace,SFMono-Regular,Menlo,Consolas,monospace"
    static let ink = "#1b2430"
    static let muted = "#5d6878"
    static let line = "#e3e7ec"
    static let ground = "#f2f4f7"
    static let card = "#ffffff"
    static let code = "#f6f8fa"
    static let calm = "#9fb3c8"
    /// A bar beyond the threshold: light enough for the line of the threshold on it.
    static let hot = "#dc5a4e"
    static let mark = "#1b2430"

    /// The strong colour of a tone, dark enough for white letters on it.
    static func strong(_ tone: Page.Tone) -> String {
        switch tone {
        case .alarm: "#b42318"
        case .ok: "#1a7f4b"
        case .unknown: "#8a5a00"
        case .neutral: "#2f5f9e"
        }
    }

    /// For clients that show a style sheet: narrow windows and dark mode.
    static let sheet = """
        :root{color-scheme:light dark;supported-color-schemes:light dark}
        @media (max-width:480px){
        .frame{padding:0!important}
        .card{border-radius:0!important;border-left:0!important;border-right:0!important}
        .pad{padding-left:18px!important;padding-right:18px!important}
        .fact td{display:block!important;width:auto!important}
        .fact .name{padding-bottom:0!important}
        .fact .value{padding-top:2px!important;border-top:0!important}
        }
        @media (prefers-color-scheme:dark){
        .ground{background:#0e1217!important}
        .card{background:#171d25!important;border-color:#2b3440!important}
        .ink{color:#e8ecf1!important}
        .muted{color:#9aa7b6!important}
        .rule{border-color:#2b3440!important}
        .code{background:#10151b!important;color:#d5dce5!important}
        .calm{background:#4d6379!important}
        .mark{background:#e8ecf1!important}
        .hot{background:#e5655a!important}
        .button{background:#e8ecf1!important;color:#171d25!important}
        }
        """
}
