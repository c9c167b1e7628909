/// A service of AWS, and its names in hosts, signatures and environment variables.
package struct AWSService: Sendable, Equatable {
    /// The first label of its host, such as `email`.
    let endpointPrefix: String
    /// The service of a signature's scope, such as `ses`.
    let signingName: String
    /// The end of `AWS_ENDPOINT_URL_…`.
    let environmentName: String
    /// What messages call it.
    let name: String

    package static let s3 = AWSService(endpointPrefix: "s3", signingName: "s3", environmentName: "S3", name: "S3")
    package static let dynamoDB = AWSService(
        endpointPrefix: "dynamodb", signingName: "dynamodb", environmentName: "DYNAMODB", name: "DynamoDB")
    package static let sesV2 = AWSService(endpointPrefix: "email", signingName: "ses", environmentName: "SESV2", name: "SES")
    package static let ses = AWSService(endpointPrefix: "email", signingName: "ses", environmentName: "SES", name: "SES")
    package static let ssm = AWSService(endpointPrefix: "ssm", signingName: "ssm", environmentName: "SSM", name: "SSM")
    package static let sns = AWSService(endpointPrefix: "sns", signingName: "sns", environmentName: "SNS", name: "SNS")
    package static let sqs = AWSService(endpointPrefix: "sqs", signingName: "sqs", environmentName: "SQS", name: "SQS")
    package static let sts = AWSService(endpointPrefix: "sts", signingName: "sts", environmentName: "STS", name: "STS")
    package static let logs = AWSService(
        endpointPrefix: "logs", signingName: "logs", environmentName: "CLOUDWATCH_LOGS", name: "CloudWatch Logs")
    package static let apiGatewayManagement = AWSService(
        endpointPrefix: "execute-api", signingName: "execute-api", environmentName: "APIGATEWAYMANAGEMENTAPI", name: "API Gateway")
}
