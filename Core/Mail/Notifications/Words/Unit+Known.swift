extension Unit {
    /// The unit of a metric of AWS for which an alarm names none, as most do not.
    package static func known(namespace: String?, metric: String?) -> Unit? {
        guard let namespace, let metric, let unit = units[namespace]?[metric] else { return nil }
        return unit
    }

    private static let units: [String: [String: Unit]] = [
        "AWS/ApplicationELB": ["TargetResponseTime": .seconds(1), "ProcessedBytes": .bytes(1, perSecond: false)],
        "AWS/CloudFront": ["4xxErrorRate": .percent, "5xxErrorRate": .percent, "TotalErrorRate": .percent],
        "AWS/DynamoDB": ["SuccessfulRequestLatency": .seconds(1e-3)],
        "AWS/EBS": [
            "BurstBalance": .percent, "VolumeReadBytes": .bytes(1, perSecond: false), "VolumeWriteBytes": .bytes(1, perSecond: false),
        ],
        "AWS/EC2": [
            "CPUUtilization": .percent, "NetworkIn": .bytes(1, perSecond: false), "NetworkOut": .bytes(1, perSecond: false),
        ],
        "AWS/ECS": ["CPUUtilization": .percent, "MemoryUtilization": .percent],
        "AWS/ElastiCache": [
            "CPUUtilization": .percent, "EngineCPUUtilization": .percent, "FreeableMemory": .bytes(1, perSecond: false),
            "DatabaseMemoryUsagePercentage": .percent,
        ],
        "AWS/ApiGateway": ["Latency": .seconds(1e-3), "IntegrationLatency": .seconds(1e-3)],
        "AWS/Lambda": ["Duration": .seconds(1e-3), "IteratorAge": .seconds(1e-3), "PostRuntimeExtensionsDuration": .seconds(1e-3)],
        "AWS/RDS": [
            "CPUUtilization": .percent, "FreeStorageSpace": .bytes(1, perSecond: false), "FreeableMemory": .bytes(1, perSecond: false),
            "SwapUsage": .bytes(1, perSecond: false), "ReadLatency": .seconds(1), "WriteLatency": .seconds(1), "ReplicaLag": .seconds(1),
            "BurstBalance": .percent,
        ],
        "AWS/S3": ["BucketSizeBytes": .bytes(1, perSecond: false), "FirstByteLatency": .seconds(1e-3)],
        "AWS/SQS": ["ApproximateAgeOfOldestMessage": .seconds(1), "SentMessageSize": .bytes(1, perSecond: false)],
        "AWS/States": ["ExecutionTime": .seconds(1e-3)],
    ]
}
