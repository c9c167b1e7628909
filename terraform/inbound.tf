# Mail comes in: SES puts it into the bucket, then invokes SESInbound for mailboxes, and AliasForward for aliases. Each takes what is its own.

locals {
  rule_set = var.name
  rule     = "main"
  # By name, since the bucket's policy and the function's permission are needed before the rule can be made.
  rule_arn = "arn:${local.partition}:ses:${local.region}:${local.account}:receipt-rule-set/${local.rule_set}:receipt-rule/${local.rule}"
}

resource "aws_sqs_queue" "failed" {
  name                    = "${var.name}-failed"
  sqs_managed_sse_enabled = true
  # Raw mails wait a day longer for what is given back from here (Mail's Delivery).
  message_retention_seconds = 14 * 24 * 60 * 60
  # Six times the function's timeout, as Lambda wants it where the queue is an event source.
  visibility_timeout_seconds = 6 * 60
}

module "ses_inbound" {
  source = "./modules/function"

  name         = "${var.name}-ses-inbound"
  package      = "${local.packages}/SESInbound.zip"
  architecture = var.architecture
  timeout      = 60
  log_days     = var.log_days
  log_groups   = [aws_cloudwatch_log_group.mail.arn]

  environment = merge({
    POSTROOM_TABLE      = aws_dynamodb_table.main.name
    POSTROOM_BUCKET     = aws_s3_bucket.mail.bucket
    POSTROOM_TOPIC      = aws_sns_topic.events.arn
    POSTROOM_DOMAINS    = join(",", var.domains)
    POSTROOM_RAW_PREFIX = var.raw_prefix
    POSTROOM_SPAM       = var.spam
    POSTROOM_VIRUS      = var.virus
  }, local.mail_log)

  permissions = [
    { actions = ["s3:GetObject"], resources = ["${aws_s3_bucket.mail.arn}/${var.raw_prefix}*"] },
    # Without it S3 says of a mail that is not there that it may not be read.
    { actions = ["s3:ListBucket"], resources = [aws_s3_bucket.mail.arn] },
    { actions = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"], resources = [aws_dynamodb_table.main.arn] },
    { actions = ["sns:Publish"], resources = [aws_sns_topic.events.arn] },
    # To put what failed there, and to take it from there when it is to be tried again.
    {
      actions   = ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
      resources = [aws_sqs_queue.failed.arn]
    },
  ]

  # As long and as often as Lambda can.
  maximum_event_age = 6 * 60 * 60
  retries           = 2
  on_failure        = { queue = aws_sqs_queue.failed.arn }
}

resource "aws_lambda_permission" "ses" {
  statement_id   = "ses"
  action         = "lambda:InvokeFunction"
  function_name  = module.ses_inbound.name
  principal      = "ses.amazonaws.com"
  source_account = local.account
  source_arn     = local.rule_arn
}

resource "aws_ses_receipt_rule_set" "main" {
  rule_set_name = local.rule_set
}

resource "aws_ses_receipt_rule" "main" {
  name          = local.rule
  rule_set_name = aws_ses_receipt_rule_set.main.rule_set_name
  recipients    = concat(var.domains, var.alias_domains)
  enabled       = true
  scan_enabled  = var.scan_enabled
  tls_policy    = var.tls_policy

  # The mail has to be there before the functions are told.
  s3_action {
    position          = 1
    bucket_name       = aws_s3_bucket.mail.bucket
    object_key_prefix = var.raw_prefix
  }

  dynamic "lambda_action" {
    for_each = concat(length(var.domains) > 0 ? [module.ses_inbound.arn] : [], module.alias_forward[*].arn)

    content {
      position        = 2 + lambda_action.key
      function_arn    = lambda_action.value
      invocation_type = "Event"
    }
  }

  # SES tries all of them when the rule is made.
  depends_on = [aws_s3_bucket_policy.mail, aws_lambda_permission.ses, aws_lambda_permission.forward_ses]
}

resource "aws_ses_active_receipt_rule_set" "main" {
  count = var.activate_rule_set ? 1 : 0

  rule_set_name = aws_ses_receipt_rule_set.main.rule_set_name
  depends_on    = [aws_ses_receipt_rule.main]
}
