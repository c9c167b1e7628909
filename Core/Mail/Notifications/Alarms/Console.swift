import Mail

/// Addresses in the web console of AWS.
package enum Console {
    /// The page of an alarm; nil in a partition whose console has no known address.
    ///
    /// `deeplink.js` keeps the part behind `#` when somebody has to sign in first; AWS links to it in its own mails too.
    package static func alarm(_ name: String, region: Region, partition: String) -> String? {
        host(partition).map {
            "https://\(region.code).\($0)/cloudwatch/deeplink.js?region=\(region.code)#alarmsV2:alarm/\(PercentEncoding.encode(name))"
        }
    }

    /// The page of all budgets.
    package static func budgets(partition: String) -> String? { host(partition).map { "https://\($0)/costmanagement/home#/budgets" } }

    /// Whether an address in a message goes to the console and nowhere else.
    package static func isConsole(_ url: String) -> Bool {
        guard url.utf8.count <= 1000, url.hasPrefix("https://"), url.utf8.allSatisfy({ 0x21...0x7E ~= $0 && !isDelimiter($0) }) else {
            return false
        }
        let host = url.dropFirst("https://".count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        return ["aws", "aws-cn", "aws-us-gov"].compactMap(Self.host).contains {
            host == $0 || Region(String(host.dropLast($0.count + 1))) != nil && host.hasSuffix("." + $0)
        }
    }

    private static func isDelimiter(_ byte: UInt8) -> Bool { "\"<>\\^`{|}".utf8.contains(byte) }

    private static func host(_ partition: String) -> String? {
        switch partition {
        case "aws": "console.aws.amazon.com"
        case "aws-cn": "console.amazonaws.cn"
        case "aws-us-gov": "console.amazonaws-us-gov.com"
        default: nil
        }
    }
}
