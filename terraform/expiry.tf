# Each minute MailboxExpiry removes what ended mailboxes leave behind.

module "mailbox_expiry" {
  source = "./modules/function"

  name         = "${var.name}-mailbox-expiry"
  package      = "${local.packages}/MailboxExpiry.zip"
  architecture = var.architecture
  # It ends before the next one begins.
  timeout  = 55
  log_days = var.log_days

  environment = {
    POSTROOM_TABLE  = aws_dynamodb_table.main.name
    POSTROOM_BUCKET = aws_s3_bucket.mail.bucket
  }

  permissions = [
    { actions = ["s3:DeleteObject"], resources = ["${aws_s3_bucket.mail.arn}/${var.raw_prefix}*"] },
    {
      actions   = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:UpdateItem", "dynamodb:DeleteItem"]
      resources = [aws_dynamodb_table.main.arn]
    },
    { actions = ["dynamodb:Query"], resources = ["${aws_dynamodb_table.main.arn}/index/expiry"] },
  ]

  # The next minute goes on: what failed is not tried again before that.
  maximum_event_age = 60
  retries           = 0
}

resource "aws_iam_role" "schedule" {
  name = "${var.name}-schedule-${local.region}"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "scheduler.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

resource "aws_iam_role_policy" "schedule" {
  name = "invoke"
  role = aws_iam_role.schedule.id

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "lambda:InvokeFunction", Resource = module.mailbox_expiry.arn }]
  })
}

resource "aws_scheduler_schedule" "expiry" {
  name                = "${var.name}-expiry"
  schedule_expression = "rate(1 minute)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = module.mailbox_expiry.arn
    role_arn = aws_iam_role.schedule.arn

    retry_policy {
      maximum_event_age_in_seconds = 60
      maximum_retry_attempts       = 0
    }
  }

  depends_on = [aws_iam_role_policy.schedule]
}
