# The mail log: what happens to a mail, a line for each recipient (docs/mail-log.md). What SES says of mail that was sent, of either configuration
# set, comes through one queue to DeliveryEvents, which writes it there.

locals {
  # Settings of the functions that write it.
  mail_log = {
    POSTROOM_MAIL_LOG_GROUP = aws_cloudwatch_log_group.mail.name
    POSTROOM_MAIL_LOG       = var.mail_log
    POSTROOM_MAIL_LOG_KEY   = var.mail_log_key
  }

  events        = max(local.forwarding, local.noticing)
  events_topics = concat(module.forward_set[*].events_topic, module.notice_set[*].events_topic)
}

resource "aws_cloudwatch_log_group" "mail" {
  name              = "/${var.name}/mail"
  retention_in_days = var.mail_log_days
}

# For people: nothing here has it.
resource "aws_iam_policy" "mail_log" {
  # Policies are the account's, not the region's.
  name        = "${var.name}-read-mail-log-${local.region}"
  description = "Reading the mail log, as postroom trace does."

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["logs:FilterLogEvents"], Resource = ["${aws_cloudwatch_log_group.mail.arn}:*"] }]
  })
}

module "delivery_failed" {
  source = "./modules/failed_queue"
  count  = local.events

  name               = "${var.name}-delivery-events-failed"
  visibility_timeout = 6 * 60
  alarm              = "What SES says of a mail could not be written down, and waits in the queue for somebody to look at it."
  alarm_actions      = local.alarm_actions
}

resource "aws_sqs_queue" "delivery" {
  count = local.events

  name                      = "${var.name}-delivery-events"
  sqs_managed_sse_enabled   = true
  message_retention_seconds = 14 * 24 * 60 * 60
  # Six times the function's timeout, as Lambda wants it.
  visibility_timeout_seconds = 6 * 60
  redrive_policy             = jsonencode({ deadLetterTargetArn = module.delivery_failed[0].arn, maxReceiveCount = 5 })
}

resource "aws_sqs_queue_policy" "delivery" {
  count = local.events

  queue_url = aws_sqs_queue.delivery[0].url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "TopicsSendEvents"
      Effect    = "Allow"
      Principal = { Service = "sns.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.delivery[0].arn
      Condition = { StringEquals = { "aws:SourceArn" = local.events_topics } }
    }]
  })
}

# With SNS's envelope, which says when it was published: an event without a time of its own makes the same line when it comes again.
resource "aws_sns_topic_subscription" "delivery_forward" {
  count = local.forwarding

  topic_arn = module.forward_set[0].events_topic
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.delivery[0].arn
}

resource "aws_sns_topic_subscription" "delivery_notice" {
  count = local.noticing

  topic_arn = module.notice_set[0].events_topic
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.delivery[0].arn
}

module "delivery_events" {
  source = "./modules/function"
  count  = local.events

  name         = "${var.name}-delivery-events"
  package      = "${local.packages}/DeliveryEvents.zip"
  architecture = var.architecture
  memory       = 128
  timeout      = 60
  log_days     = var.log_days
  log_groups   = [aws_cloudwatch_log_group.mail.arn]

  environment = merge({
    POSTROOM_TABLE = aws_dynamodb_table.main.name
    # Neither configuration set publishes openings and clicks.
    POSTROOM_VISITS = "ignore"
  }, local.mail_log)

  permissions = [
    {
      actions   = ["dynamodb:UpdateItem"]
      resources = [aws_dynamodb_table.main.arn]
      condition = { "ForAllValues:StringLike" = { "dynamodb:LeadingKeys" = ["NOTE#*"] } }
    },
    # It has no resource.
    { actions = ["ses:PutSuppressedDestination"], resources = ["*"] },
    {
      actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
      resources = [aws_sqs_queue.delivery[0].arn]
    },
  ]

  # Events come from the queue, which repeats them itself: an invocation that nobody waits for comes from somebody who tries something.
  maximum_event_age = 60
  retries           = 0
}

resource "aws_lambda_event_source_mapping" "delivery" {
  count = local.events

  function_name           = module.delivery_events[0].arn
  event_source_arn        = aws_sqs_queue.delivery[0].arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]

  # The fewest that Lambda takes: these can wait, and mail that comes in needs the account's concurrency more.
  scaling_config {
    maximum_concurrency = 2
  }
}
