# Mail to aliases is forwarded: AliasForward gets it from the rule, what was put off from its queue, and from a topic what became of what it
# sent.

locals {
  identities = "arn:${local.partition}:ses:${local.region}:${local.account}:identity/*"
  # Whatever identity SES takes for an address, that of its domain, of a domain above, or its own: the address has to be one of ours.
  from_aliases = { StringLike = { "ses:FromAddress" = [for domain in var.alias_domains : "*@${domain}"] } }
}

resource "aws_sqs_queue" "forward" {
  count = local.forwarding

  name                      = "${var.name}-forward"
  sqs_managed_sse_enabled   = true
  message_retention_seconds = 14 * 24 * 60 * 60
  # Six times the function's timeout, as Lambda wants it.
  visibility_timeout_seconds = 12 * 60
  redrive_policy             = jsonencode({ deadLetterTargetArn = module.forward_failed[0].arn, maxReceiveCount = 5 })
}

module "forward_failed" {
  source = "./modules/failed_queue"
  count  = local.forwarding

  name               = "${var.name}-forward-failed"
  visibility_timeout = 12 * 60
  alarm              = "A mail could not be forwarded, and waits in the queue for somebody to look at it."
  alarm_actions      = local.alarm_actions
}

module "forward_set" {
  source = "./modules/configuration_set"
  count  = local.forwarding

  name         = "${var.name}-forward"
  events_topic = "${var.name}-forward-events"
  # SES would take a mail to an address on the account's list, and not send it: which targets get none is in the table.
  suppressed_reasons = []
}

module "alias_forward" {
  source = "./modules/function"
  count  = local.forwarding

  name         = "${var.name}-alias-forward"
  package      = "${local.packages}/AliasForward.zip"
  architecture = var.architecture
  # The longest mails, to several targets, at one a second.
  timeout              = 120
  reserved_concurrency = var.forward_concurrency
  log_days             = var.log_days
  log_groups           = [aws_cloudwatch_log_group.mail.arn]

  environment = merge({
    POSTROOM_TABLE             = aws_dynamodb_table.main.name
    POSTROOM_BUCKET            = aws_s3_bucket.mail.bucket
    POSTROOM_RAW_PREFIX        = var.raw_prefix
    POSTROOM_ALIAS_DOMAINS     = join(",", var.alias_domains)
    POSTROOM_ALIASES           = var.aliases
    POSTROOM_CONFIGURATION_SET = module.forward_set[0].name
    POSTROOM_QUEUE             = aws_sqs_queue.forward[0].url
    POSTROOM_FAILED_QUEUE      = module.forward_failed[0].url
    # Where none is reserved: all that an account has that has none to spare.
    POSTROOM_CONCURRENCY = var.forward_concurrency == 0 ? 10 : var.forward_concurrency
    POSTROOM_HELD_URL    = aws_apigatewayv2_api.main[0].api_endpoint
    POSTROOM_UNSURE      = var.unsure
  }, local.mail_log)

  permissions = [
    { actions = ["s3:GetObject"], resources = ["${aws_s3_bucket.mail.arn}/${var.raw_prefix}*"] },
    # Without it S3 says of a mail that is not there that it may not be read.
    { actions = ["s3:ListBucket"], resources = [aws_s3_bucket.mail.arn] },
    # No row of a mailbox: those are SESInbound's.
    {
      actions   = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:Query"]
      resources = [aws_dynamodb_table.main.arn]
      condition = {
        "ForAllValues:StringLike" = {
          "dynamodb:LeadingKeys" = ["FWD#*", "TGT#*", "ALIAS#*", "RAW#*", "SECRET#forwarding", "REPLY#*"]
        }
      }
    },
    # The ledger's transactions.
    {
      actions   = ["dynamodb:ConditionCheckItem", "dynamodb:DeleteItem"]
      resources = [aws_dynamodb_table.main.arn]
      condition = { "ForAllValues:StringLike" = { "dynamodb:LeadingKeys" = ["FWD#*"] } }
    },
    {
      actions   = ["ssm:GetParameters"]
      resources = ["arn:${local.partition}:ssm:${local.region}:${local.account}:parameter/postroom/aliases/*"]
    },
    {
      actions   = ["ses:SendEmail", "ses:SendRawEmail"]
      resources = [local.identities, module.forward_set[0].arn]
      condition = local.from_aliases
    },
    { actions = ["ses:SendBounce"], resources = [local.identities], condition = local.from_aliases },
    { actions = ["ses:GetAccount"], resources = ["*"] },
    { actions = ["sqs:SendMessage"], resources = [aws_sqs_queue.forward[0].arn, module.forward_failed[0].arn] },
    {
      actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
      resources = [aws_sqs_queue.forward[0].arn]
    },
  ]

  maximum_event_age = 6 * 60 * 60
  retries           = 2
  on_failure        = { queue = module.forward_failed[0].arn }
}

resource "aws_lambda_permission" "forward_ses" {
  count = local.forwarding

  statement_id   = "ses"
  action         = "lambda:InvokeFunction"
  function_name  = module.alias_forward[0].name
  principal      = "ses.amazonaws.com"
  source_account = local.account
  source_arn     = local.rule_arn
}

resource "aws_lambda_permission" "forward_events" {
  count = local.forwarding

  statement_id  = "events"
  action        = "lambda:InvokeFunction"
  function_name = module.alias_forward[0].name
  principal     = "sns.amazonaws.com"
  source_arn    = module.forward_set[0].events_topic
}

resource "aws_sns_topic_subscription" "forward_events" {
  count = local.forwarding

  topic_arn  = module.forward_set[0].events_topic
  protocol   = "lambda"
  endpoint   = module.alias_forward[0].arn
  depends_on = [aws_lambda_permission.forward_events]
}

resource "aws_lambda_event_source_mapping" "forward" {
  count = local.forwarding

  function_name           = module.alias_forward[0].arn
  event_source_arn        = aws_sqs_queue.forward[0].arn
  batch_size              = 1
  function_response_types = ["ReportBatchItemFailures"]

  # The fewest that Lambda takes.
  scaling_config {
    maximum_concurrency = 2
  }
}
