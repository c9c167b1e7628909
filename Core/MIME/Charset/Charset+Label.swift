extension Charset {
    /// The charset of a label: of the Encoding Standard (4.2), or one that mail has besides. nil when it says nothing, or nothing known.
    ///
    /// Labels are compared by their letters and digits alone, whatever their case (Unicode Technical Standard 22 section 1.4), and end at
    /// what cannot be part of one.
    package init?(label: String) {
        // Most mail has one of these, and no table is made for them.
        switch label {
        case "utf-8": self = .utf8
        case "us-ascii": self = .ascii
        case "iso-8859-1", "windows-1252": self = .windows1252
        default:
            guard let charset = Self.charset(label.utf8) else { return nil }
            self = charset
        }
    }

    private static func charset(_ label: some Sequence<UInt8>) -> Charset? {
        if let key = LabelKey(label), let charset = byKey[key] { return charset }
        // Of names in private use (`x-gbk`) the rest counts.
        return LabelKey(withoutX: label).flatMap { byKey[$0] }
    }

    private static let byKey: [LabelKey: Charset] = {
        var result: [LabelKey: Charset] = [:]
        result.reserveCapacity(512)
        for (charset, labels) in labels {
            for label in labels.utf8.split(separator: ASCII.space) {
                if let key = LabelKey(label) { result[key] = charset }
            }
        }
        return result
    }()

    /// Labels by charset. Spellings that differ in punctuation or case alone stand once.
    private static let labels: [(Charset, String)] = [
        (.utf8, "utf-8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 utf8mb3 utf8mb4 csutf8 utf-8-sig cp65001 al32utf8"),
        (
            .ascii,
            "us-ascii ascii ansi_x3.4-1968 ansi_x3.4-1986 ansi_x3.110-1983 iso-ir-6 iso646-us iso_646.irv:1991 us csascii 646 cp367 ibm367"
        ),
        (
            .windows1252,
            """
            windows-1252 cp1252 x-cp1252 win-1252 ibm-1252 ms-ansi ansi-1252 iso-8859-1 iso_8859-1:1987 iso-ir-100 latin1 l1 csisolatin1 \
            iso-latin-1 iso-8859 8859-1 ibm819 cp819 iso-8859-1-windows-3.1-latin-1 cswindows31latin1
            """
        ),
        (.singleByte(.ibm866), "866 cp866 ibm866 csibm866"),
        (.singleByte(.iso8859_2), "iso-8859-2 iso_8859-2:1987 iso-ir-101 latin2 l2 csisolatin2 iso-latin-2 8859-2"),
        (.singleByte(.iso8859_3), "iso-8859-3 iso_8859-3:1988 iso-ir-109 latin3 l3 csisolatin3 8859-3"),
        (.singleByte(.iso8859_4), "iso-8859-4 iso_8859-4:1988 iso-ir-110 latin4 l4 csisolatin4 8859-4"),
        (.singleByte(.iso8859_5), "iso-8859-5 iso_8859-5:1988 iso-ir-144 cyrillic csisolatincyrillic 8859-5"),
        (
            .singleByte(.iso8859_6),
            """
            iso-8859-6 iso_8859-6:1987 iso-8859-6-e iso-8859-6-i iso-ir-127 arabic asmo-708 ecma-114 csiso88596e csiso88596i \
            csisolatinarabic 8859-6
            """
        ),
        (
            .singleByte(.iso8859_7),
            "iso-8859-7 iso_8859-7:1987 iso-ir-126 greek greek8 ecma-118 elot_928 sun_eu_greek csisolatingreek 8859-7"
        ),
        (
            .singleByte(.iso8859_8),
            """
            iso-8859-8 iso_8859-8:1988 iso-8859-8-e iso-8859-8-i iso-ir-138 hebrew visual logical csiso88598e csiso88598i \
            csisolatinhebrew 8859-8
            """
        ),
        (.singleByte(.iso8859_10), "iso-8859-10 iso_8859-10:1992 iso-ir-157 latin6 l6 csisolatin6 8859-10"),
        (.singleByte(.iso8859_13), "iso-8859-13 iso-ir-179 latin7 l7 8859-13 csiso885913"),
        (.singleByte(.iso8859_14), "iso-8859-14 iso_8859-14:1998 iso-ir-199 latin8 l8 iso-celtic 8859-14 csiso885914"),
        (.singleByte(.iso8859_15), "iso-8859-15 iso-ir-203 latin9 latin-0 l9 csisolatin9 csiso885915 iso-latin-9 8859-15 ibm923 cp923"),
        (.singleByte(.iso8859_16), "iso-8859-16 iso_8859-16:2001 iso-ir-226 latin10 l10 8859-16 csiso885916"),
        (.singleByte(.koi8R), "koi8-r koi koi8 cskoi8r cp878 ibm878 cp20866"),
        (.singleByte(.koi8U), "koi8-u koi8-ru cskoi8u cp21866"),
        (.singleByte(.macintosh), "macintosh mac x-mac-roman macroman csmacintosh cp10000"),
        (.singleByte(.macCyrillic), "x-mac-cyrillic x-mac-ukrainian maccyrillic"),
        (.singleByte(.windows874), "windows-874 dos-874 cp874 ms874 iso-8859-11 iso_8859-11 tis-620 cstis620 8859-11 thai"),
        (.singleByte(.windows1250), "windows-1250 cp1250 x-cp1250 win-1250 ibm-1250 ms-ee ansi-1250"),
        (.singleByte(.windows1251), "windows-1251 cp1251 x-cp1251 win-1251 ibm-1251 ms-cyrl ansi-1251"),
        (.singleByte(.windows1253), "windows-1253 cp1253 x-cp1253 win-1253 ibm-1253 ms-greek ansi-1253"),
        (
            .singleByte(.windows1254),
            """
            windows-1254 cp1254 x-cp1254 win-1254 ibm-1254 ms-turk ansi-1254 iso-8859-9 iso_8859-9:1989 iso-ir-148 latin5 l5 csisolatin5 \
            8859-9
            """
        ),
        (.singleByte(.windows1255), "windows-1255 cp1255 x-cp1255 win-1255 ibm-1255 ms-hebr ansi-1255"),
        (.singleByte(.windows1256), "windows-1256 cp1256 x-cp1256 win-1256 ibm-1256 ms-arab ansi-1256"),
        (.singleByte(.windows1257), "windows-1257 cp1257 x-cp1257 win-1257 ibm-1257 winbaltrim ansi-1257"),
        (.singleByte(.windows1258), "windows-1258 cp1258 x-cp1258 win-1258 ibm-1258 ansi-1258"),
        (.singleByte(.userDefined), "x-user-defined"),
        (.singleByte(.ibm437), "ibm437 cp437 437 dos-437 cspc8codepage437"),
        (.singleByte(.ibm850), "ibm850 cp850 850 dos-850 cspc850multilingual"),
        (.singleByte(.ibm852), "ibm852 cp852 852 dos-852 cspcp852"),
        (.singleByte(.ibm858), "ibm858 cp858 858 dos-858 ibm00858 cp00858 csibm00858"),
        (
            .gb18030,
            """
            gb18030 gb18030-2000 gb18030-2005 gb18030-2022 csgb18030 gbk csgbk gb2312 gb_2312-80 chinese csgb2312 csiso58gb231280 \
            iso-ir-58 cp936 ms936 windows-936 936 euc-cn cp54936 windows-54936 zh_cn.euc zh_cn.gbk \
            eucgb2312_cn
            """
        ),
        (.hz, "hz-gb-2312 hz-gb hz"),
        (
            .big5,
            """
            big5 big5-hkscs big5-hkscs:2004 big5-hkscs:2008 cn-big5 csbig5 x-x-big5 cp950 ms950 windows-950 950 big5-eten big5-et \
            zh_tw-big5 big5_tw
            """
        ),
        (
            .eucKR,
            """
            euc-kr cseuckr windows-949 cp949 ms949 949 uhc x-windows-949 korean ks_c_5601 ks_c_5601-1987 ks_c_5601-1989 ksc5601 ks_x_1001 \
            iso-ir-149 csksc56011987 5601
            """
        ),
        (.iso2022KR, "iso-2022-kr csiso2022kr"),
        (
            .shiftJIS,
            "shift_jis sjis x-sjis ms_kanji csshiftjis windows-31j cswindows31j cp932 ms932 windows-932 932 sjis-win sjis-ms x-ms-cp932 ibm943 cp943"
        ),
        (.eucJP, "euc-jp x-euc-jp cseucpkdfmtjapanese ujis eucjp-ms eucjp-win cp51932 ja_jp.eucjp"),
        (
            .iso2022JP,
            "iso-2022-jp csiso2022jp iso-2022-jp-1 iso-2022-jp-2 csiso2022jp2 iso-2022-jp-ms cp50220 cp50221 cp50222 jis jis7 junet"
        ),
        (.utf16LE, "utf-16 utf-16le unicode unicodefeff csunicode csutf16 csutf16le iso-10646-ucs-2 ucs-2 ucs-2le cp1200"),
        (.utf16BE, "utf-16be unicodefffe csutf16be ucs-2be cp1201"),
        (.utf32, "utf-32 utf-32be csutf32 csutf32be ucs-4 ucs-4be iso-10646-ucs-4 csucs4 cp12001"),
        (.utf32LE, "utf-32le csutf32le ucs-4le cp12000"),
        (.utf7, "utf-7 unicode-1-1-utf-7 csunicode11utf7 csutf7 unicode20utf7 x-unicode20utf7 cp65000"),
        (.replacement, "replacement"),
    ]
}
