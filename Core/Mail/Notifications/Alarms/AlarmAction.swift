/// What an alarm does when its state changes, in words.
enum AlarmAction {
    /// `SNS topic ops-alerts`; the ARN itself for what is not known.
    static func words(_ arn: String) -> String {
        guard let name = ResourceName(arn) else { return arn }
        let last = name.resource.split(whereSeparator: { $0 == ":" || $0 == "/" }).last.map(String.init) ?? name.resource
        switch name.service {
        case "sns": return "SNS topic \(name.resource)"
        case "lambda": return "Lambda function \(name.resource.split(separator: ":").dropFirst().first.map(String.init) ?? last)"
        case "autoscaling": return "Auto Scaling policy \(last)"
        case "automate": return "EC2: \(last) the instance"
        case "swf": return "EC2 action \(name.resource)"
        case "ssm": return "Systems Manager OpsItem, \(name.resource)"
        case "ssm-incidents": return "Incident Manager response plan \(last)"
        case "aiops": return "CloudWatch investigation"
        default: return arn
        }
    }
}
