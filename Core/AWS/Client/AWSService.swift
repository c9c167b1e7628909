/// A service of AWS, and its names in hosts, signatures and environment variables.
struct AWSService: Sendable, Equatable {
    /// The first label of its host, such as `email`.
    let endpointPrefix: String
    /// The service of a signature's scope, such as `ses`.
    let signingName: String
    /// The end of `AWS_ENDPOINT_URL_…`.
    let environmentName: String
    /// What messages call it.
    let name: String

    static let s3 = AWSService(endpointPrefix: "s3", signingName: "s3", environmentName: "S3", name: "S3")
    static let dynamoDB = AWSService(endpointPrefix: "dynamodb", signingName: "dynamodb", environmentName: "DYNAMODB", name: "DynamoDB")
    static let sesV2 = AWSService(endpointPrefix: "email", signingName: "ses", environmentName: "SESV2", name: "SES")
    static let ses = AWSService(endpointPrefix: "email", signingName: "ses", environmentName: "SES", name: "SES")
    static let ssm = AWSService(endpointPrefix: "ssm", signingName: "ssm", environmentName: "SSM", name: "SSM")
    static let sns = AWSService(endpointPrefix: "sns", signingName: "sns", environmentName: "SNS", name: "SNS")
    static let sqs = AWSService(endpointPrefix: "sqs", signingName: "sqs", environmentName: "SQS", name: "SQS")
    static let sts = AWSService(endpointPrefix: "sts", signingName: "sts", environmentName: "STS", name: "STS")
    static let logs = AWSService(endpointPrefix: "logs", signingName: "logs", environmentName: "CLOUDWATCH_LOGS", name: "CloudWatch Logs")
    static let apiGatewayManagement = AWSService(
        endpointPrefix: "execute-api", signingName: "execute-api", environmentName: "APIGATEWAYMANAGEMENTAPI", name: "API Gateway")
}
