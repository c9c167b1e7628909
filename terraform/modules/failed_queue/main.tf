# A queue of what failed, and the alarm that looks whether it is empty.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

resource "aws_sqs_queue" "this" {
  name                       = var.name
  sqs_managed_sse_enabled    = true
  message_retention_seconds  = 14 * 24 * 60 * 60
  visibility_timeout_seconds = var.visibility_timeout
}

resource "aws_cloudwatch_metric_alarm" "this" {
  alarm_name          = aws_sqs_queue.this.name
  alarm_description   = var.alarm
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.this.name }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 0
  comparison_operator = "GreaterThanThreshold"
  # SQS tells nothing of a queue that nobody used for hours.
  treat_missing_data = "notBreaching"
  alarm_actions      = var.alarm_actions
  ok_actions         = var.alarm_actions
}
