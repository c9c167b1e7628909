# What has another address here than it had: it stays, with what lies in it.

moved {
  from = aws_sqs_queue.forward_failed[0]
  to   = module.forward_failed[0].aws_sqs_queue.this
}

moved {
  from = aws_cloudwatch_metric_alarm.forward_failed[0]
  to   = module.forward_failed[0].aws_cloudwatch_metric_alarm.this
}

moved {
  from = aws_sqs_queue.welcome_failed[0]
  to   = module.welcome_failed[0].aws_sqs_queue.this
}

moved {
  from = aws_cloudwatch_metric_alarm.welcome_failed[0]
  to   = module.welcome_failed[0].aws_cloudwatch_metric_alarm.this
}

moved {
  from = aws_sqs_queue.alarm_failed[0]
  to   = module.alarm_failed[0].aws_sqs_queue.this
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_failed[0]
  to   = module.alarm_failed[0].aws_cloudwatch_metric_alarm.this
}

moved {
  from = aws_sns_topic.forward_events[0]
  to   = module.forward_set[0].aws_sns_topic.events
}

moved {
  from = aws_sns_topic_policy.forward_events[0]
  to   = module.forward_set[0].aws_sns_topic_policy.events
}

moved {
  from = aws_sesv2_configuration_set.forward[0]
  to   = module.forward_set[0].aws_sesv2_configuration_set.this
}

moved {
  from = aws_sesv2_configuration_set_event_destination.forward[0]
  to   = module.forward_set[0].aws_sesv2_configuration_set_event_destination.events
}
