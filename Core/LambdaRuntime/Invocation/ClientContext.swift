import FoundationEssentials

/// What a mobile application told about itself when it invoked the function.
public struct ClientContext: Decodable, Sendable, Equatable {
    /// The application.
    public struct Client: Decodable, Sendable, Equatable {
        /// The installation, made up by the application.
        public var installationID: String?
        /// The application's title.
        public var appTitle: String?
        /// Its version, for people.
        public var appVersionName: String?
        /// Its version, for programs.
        public var appVersionCode: String?
        /// The name of its package.
        public var appPackageName: String?

        enum CodingKeys: String, CodingKey {
            case installationID = "installation_id"
            case appTitle = "app_title"
            case appVersionName = "app_version_name"
            case appVersionCode = "app_version_code"
            case appPackageName = "app_package_name"
        }
    }

    /// The application.
    public var client: Client?
    /// Values that the application chose.
    public var custom: [String: String]?
    /// Values of the device.
    public var environment: [String: String]?

    enum CodingKeys: String, CodingKey {
        case client
        case custom
        case environment = "env"
    }
}

/// Who invoked the function, where Amazon Cognito knows.
public struct CognitoIdentity: Decodable, Sendable, Equatable {
    /// The identity.
    public var identityID: String?
    /// The pool that it belongs to.
    public var identityPoolID: String?

    enum CodingKeys: String, CodingKey {
        case identityID = "cognitoIdentityId"
        case identityPoolID = "cognitoIdentityPoolId"
    }
}
