output "name" {
  description = "The configuration set's name."
  value       = aws_sesv2_configuration_set.this.configuration_set_name
}

output "arn" {
  description = "The configuration set's ARN, known before it is made."
  value       = local.arn
}

output "events_topic" {
  description = "The ARN of the topic for events."
  value       = aws_sns_topic.events.arn
}
