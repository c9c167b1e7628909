import AWS
import HTTP

/// What a deployment has, made for a test.
extension AWSClient {
    /// The table, as the templates make it.
    func makeTable(_ name: String) async throws {
        struct Request: Encodable {
            struct Attribute: Encodable {
                var AttributeName: String
                var AttributeType = "S"
            }
            struct Key: Encodable {
                var AttributeName: String
                var KeyType: String
            }
            struct Index: Encodable {
                var IndexName: String
                var KeySchema: [Key]
                var Projection = ["ProjectionType": "ALL"]
            }
            var TableName: String
            var BillingMode = "PAY_PER_REQUEST"
            var AttributeDefinitions: [Attribute]
            var KeySchema: [Key]
            var GlobalSecondaryIndexes: [Index]
        }
        let request = Request(
            TableName: name, AttributeDefinitions: ["pk", "sk", "exp_pk", "exp_sk"].map { .init(AttributeName: $0) },
            KeySchema: [.init(AttributeName: "pk", KeyType: "HASH"), .init(AttributeName: "sk", KeyType: "RANGE")],
            GlobalSecondaryIndexes: [
                .init(
                    IndexName: ExpiryIndex.name,
                    KeySchema: [.init(AttributeName: "exp_pk", KeyType: "HASH"), .init(AttributeName: "exp_sk", KeyType: "RANGE")])
            ])
        try await callDynamoDB("CreateTable", request)
    }

    /// A bucket.
    func makeBucket(_ name: String) async throws {
        let region =
            "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
            + "<LocationConstraint>\(region)</LocationConstraint></CreateBucketConfiguration>"
        try await S3(self).put(.bytes(Array(region.utf8)), as: "", in: name)
    }
}
