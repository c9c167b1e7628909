output "bucket" {
  description = "The bucket of raw mails."
  value       = aws_s3_bucket.mail.bucket
}

output "table" {
  description = "The table."
  value       = aws_dynamodb_table.main.name
}

output "topic" {
  description = "The ARN of the topic to which events are published."
  value       = aws_sns_topic.events.arn
}

output "queue" {
  description = "The URL of the queue of mails that could not be delivered in three attempts, about three minutes."
  value       = aws_sqs_queue.failed.url
}

output "rule_set" {
  description = "The receipt rule set, which has to be the active one."
  value       = aws_ses_receipt_rule_set.main.rule_set_name
}

output "mail_log_group" {
  description = "The log group of the mail log."
  value       = aws_cloudwatch_log_group.mail.name
}

output "mail_log_policy" {
  description = "The ARN of a policy for people who may read the mail log."
  value       = aws_iam_policy.mail_log.arn
}

output "forward_queue" {
  description = "The URL of the queue of mails that are to be forwarded later."
  value       = one(aws_sqs_queue.forward[*].url)
}

output "forward_failed_queue" {
  description = "The URL of the queue of mails that could not be forwarded."
  value       = one(module.forward_failed[*].url)
}

output "api_url" {
  description = "Where the API is, without a '/' at the end."
  value       = one(aws_apigatewayv2_api.main[*].api_endpoint)
}

output "users_topic" {
  description = "The ARN of the topic of events about users."
  value       = one(aws_sns_topic.users[*].arn)
}

output "welcome_failed_queue" {
  description = "The URL of the queue of events about users for which no mail could be sent."
  value       = one(module.welcome_failed[*].url)
}

output "alarms_topic" {
  description = "The ARN of the topic of alarms that are mailed."
  value       = one(aws_sns_topic.alarms[*].arn)
}

output "alarm_failed_queue" {
  description = "The URL of the queue of alarms that could not be mailed."
  value       = one(module.alarm_failed[*].url)
}

output "delivery_failed_queue" {
  description = "The URL of the queue of what SES said and could not be written down."
  value       = one(module.delivery_failed[*].url)
}
