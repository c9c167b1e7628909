import Mail

/// By which rules Amazon SES takes or refuses a mail that is sent raw.
///
/// https://docs.aws.amazon.com/ses/latest/dg/header-fields.html, https://docs.aws.amazon.com/ses/latest/dg/mime-types.html,
/// https://docs.aws.amazon.com/ses/latest/dg/quotas.html
public enum SESRules {
    /// The most bytes of a mail.
    public static let messageBytes = 40 << 20
    /// The most addresses in To, Cc and Bcc together.
    public static let headerRecipients = 50
    /// The longest line, without its line end.
    public static let lineBytes = 998

    /// Fields that may stand once, in lower case. To, Cc and Bcc are RFC 5322's.
    public static let onceOnly: Set<String> = names(
        """
        accept-language acceptlanguage archived-at auto-submitted bounces-to comments content-alternative content-base content-class
        content-description content-disposition content-duration content-id content-language content-length content-location content-md5
        content-transfer-encoding content-type date delivered-to disposition-notification-options disposition-notification-to dkim-signature
        domainkey-signature errors-to from importance in-reply-to keywords list-archive list-help list-id list-owner list-post list-subscribe
        list-unsubscribe list-unsubscribe-post message-context message-id mime-version organization original-from original-message-id
        original-recipient original-subject precedence priority references reply-to return-path return-receipt-to sender solicitation
        sensitivity subject thread-index thread-topic user-agent vbr-info to cc bcc
        """)

    /// Extensions of file names that no attachment may have, in lower case.
    public static let refusedExtensions: Set<String> = names(
        """
        ade adp app asp bas bat cer chm cmd com cpl crt csh der exe fxp gadget hlp hta inf ins isp its js jse ksh lib lnk mad maf mag mam maq
        mar mas mat mau mav maw mda mdb mde mdt mdw mdz msc msh msh1 msh2 mshxml msh1xml msh2xml msi msp mst ops pcd pif plg prf prg reg scf
        scr sct shb shs sys ps1 ps1xml ps2 ps2xml psc1 psc2 tmp url vb vbe vbs vps vsmacros vss vst vsw vxd ws wsc wsf wsh xnk
        """)

    private static func names(_ text: String) -> Set<String> {
        Set(text.split { $0 == " " || $0 == "\n" }.map(String.init))
    }

    /// Whether SES takes an address in a header or as a recipient: ASCII, with a local part and a domain.
    public static func takes(_ address: String) -> Bool {
        guard let at = address.utf8.lastIndex(of: UInt8(ascii: "@")) else { return false }
        let local = address.utf8[..<at]
        let domain = address.utf8[address.utf8.index(after: at)...]
        guard !local.isEmpty, !domain.isEmpty, local.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return false }
        return domain.allSatisfy { $0 > 0x20 && $0 < 0x7F && !",;:<>()\\\"".utf8.contains($0) }
    }

    /// The refused extension of a file name; nil where it has none.
    public static func refusedExtension(of name: String) -> String? {
        guard let dot = name.lastIndex(of: ".") else { return nil }
        let end = name[name.index(after: dot)...].lowercased()
        let text = String(end.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
        return refusedExtensions.contains(text) ? text : nil
    }
}
