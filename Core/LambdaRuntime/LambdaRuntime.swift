import CCurl
import FoundationEssentials
import HTTP
import Logging

public enum LambdaRuntime {
    struct Event: Codable { var message: String }
    public static func placeholder() {
        let event = try? JSONDecoder().decode(Event.self, from: Data("{}".utf8))
        Logger(label: "x").info("\(String(describing: event)) \(String(cString: curl_version()))")
    }
}
