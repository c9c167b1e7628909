# Mail of Postroom's own: WelcomeEmail writes to users about what is published to one topic, AlarmEmail to operators what is published to another.
# Both are sent with one configuration set.

locals {
  # The address out of Name <address>: what stands before it is no address.
  from_notifications = { StringLike = { "ses:FromAddress" = split("<", replace(var.notification_from, ">", "")) } }
  send_notifications = [
    {
      actions   = ["ses:SendEmail", "ses:SendRawEmail"]
      resources = concat([local.identities], module.notice_set[*].arn)
      condition = local.from_notifications
    },
    # Neither has a resource.
    { actions = ["ses:GetAccount", "ses:GetSuppressedDestination"], resources = ["*"], condition = null },
  ]
  # Without the second S3 says of a file that is not there that it may not be read.
  read_templates = [
    {
      actions   = ["s3:GetObject"]
      resources = ["arn:${local.partition}:s3:::${var.templates_bucket}/${var.templates_prefix}*"]
      condition = null
    },
    {
      actions   = ["s3:ListBucket"]
      resources = ["arn:${local.partition}:s3:::${var.templates_bucket}"]
      condition = { StringLike = { "s3:prefix" = ["${var.templates_prefix}*"] } }
    },
  ]

  # By name: AlarmEmail would get the alarm about itself.
  alarms_arn             = "arn:${local.partition}:sns:${local.region}:${local.account}:${var.name}-alarms"
  alarm_actions_of_alarm = [for topic in local.alarm_actions : topic if topic != local.alarms_arn]
}

module "notice_set" {
  source = "./modules/configuration_set"
  count  = local.noticing

  name         = "${var.name}-notices"
  events_topic = "${var.name}-notice-events"
  # Whoever's mail came back, or who complained, gets no more of it, whatever the account's own settings are.
  suppressed_reasons = ["BOUNCE", "COMPLAINT"]
}

resource "aws_sns_topic" "users" {
  count = local.welcoming

  name              = "${var.name}-users"
  kms_master_key_id = "alias/aws/sns"
}

module "welcome_failed" {
  source = "./modules/failed_queue"
  count  = local.welcoming

  name               = "${var.name}-welcome-email-failed"
  visibility_timeout = 3 * 60
  alarm              = "A mail to a user could not be sent, and its event waits in the queue for somebody to look at it."
  alarm_actions      = local.alarm_actions
}

module "welcome_email" {
  source = "./modules/function"
  count  = local.welcoming

  name         = "${var.name}-welcome-email"
  package      = "${local.packages}/WelcomeEmail.zip"
  architecture = var.architecture
  memory       = 128
  timeout      = 30
  log_days     = var.log_days
  log_groups   = [aws_cloudwatch_log_group.mail.arn]

  environment = merge({
    POSTROOM_TABLE             = aws_dynamodb_table.main.name
    POSTROOM_FROM              = var.notification_from
    POSTROOM_TEMPLATES         = var.templates_bucket == "" ? "" : "s3://${var.templates_bucket}/${var.templates_prefix}"
    POSTROOM_UNSUBSCRIBE       = var.unsubscribe
    POSTROOM_CONFIGURATION_SET = module.notice_set[0].name
    POSTROOM_UNSURE            = var.unsure
  }, local.mail_log)

  permissions = concat(
    [{
      actions   = ["dynamodb:PutItem", "dynamodb:UpdateItem"]
      resources = [aws_dynamodb_table.main.arn]
      condition = { "ForAllValues:StringLike" = { "dynamodb:LeadingKeys" = ["NOTE#*"] } }
    }],
    [for permission in local.read_templates : permission if var.templates_bucket != ""],
    local.send_notifications,
    # To put what failed there, and to take it from there when it is to be tried again.
    [{
      actions   = ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
      resources = [module.welcome_failed[0].arn]
      condition = null
    }],
  )

  maximum_event_age = 6 * 60 * 60
  retries           = 2
  on_failure        = { queue = module.welcome_failed[0].arn }
}

resource "aws_lambda_permission" "users" {
  count = local.welcoming

  statement_id  = "sns"
  action        = "lambda:InvokeFunction"
  function_name = module.welcome_email[0].name
  principal     = "sns.amazonaws.com"
  source_arn    = aws_sns_topic.users[0].arn
}

resource "aws_sns_topic_subscription" "users" {
  count = local.welcoming

  topic_arn  = aws_sns_topic.users[0].arn
  protocol   = "lambda"
  endpoint   = module.welcome_email[0].arn
  depends_on = [aws_lambda_permission.users]
}

# Not encrypted: those that publish may not use AWS's own key.
resource "aws_sns_topic" "alarms" {
  count = local.alarming

  name = "${var.name}-alarms"
}

resource "aws_sns_topic_policy" "alarms" {
  count = local.alarming

  arn = aws_sns_topic.alarms[0].arn

  policy = jsonencode({
    Version = "2012-10-17"
    # Of this account. Its users and roles may publish where their own policies say so.
    Statement = [{
      Sid       = "AlarmsArePublished"
      Effect    = "Allow"
      Principal = { Service = ["budgets.amazonaws.com", "cloudwatch.amazonaws.com", "events.amazonaws.com"] }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.alarms[0].arn
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

module "alarm_failed" {
  source = "./modules/failed_queue"
  count  = local.alarming

  name               = "${var.name}-alarm-email-failed"
  visibility_timeout = 3 * 60
  alarm              = "An alarm could not be mailed, and waits in the queue for somebody to look at it."
  alarm_actions      = local.alarm_actions_of_alarm
}

module "alarm_email" {
  source = "./modules/function"
  count  = local.alarming

  name         = "${var.name}-alarm-email"
  package      = "${local.packages}/AlarmEmail.zip"
  architecture = var.architecture
  memory       = 128
  timeout      = 30
  log_days     = var.log_days
  log_groups   = [aws_cloudwatch_log_group.mail.arn]

  environment = merge({
    POSTROOM_TABLE             = aws_dynamodb_table.main.name
    POSTROOM_FROM              = var.notification_from
    POSTROOM_TO                = join(",", var.alarm_to)
    POSTROOM_INFORMATIONAL_TO  = join(",", var.informational_to)
    POSTROOM_ROUTES            = var.alarm_routes
    POSTROOM_TIME_ZONE         = var.time_zone
    POSTROOM_FOLD_MINUTES      = var.fold_minutes
    POSTROOM_CONFIGURATION_SET = module.notice_set[0].name
    POSTROOM_UNSURE            = var.unsure
  }, local.mail_log)

  permissions = concat(
    [
      {
        actions   = ["dynamodb:PutItem"]
        resources = [aws_dynamodb_table.main.arn]
        condition = { "ForAllValues:StringLike" = { "dynamodb:LeadingKeys" = ["NOTE#*", "ALARM#*", "DIGEST#open"] } }
      },
      {
        actions   = ["dynamodb:UpdateItem"]
        resources = [aws_dynamodb_table.main.arn]
        condition = { "ForAllValues:StringLike" = { "dynamodb:LeadingKeys" = ["NOTE#*"] } }
      },
    ],
    local.send_notifications,
    # To put what failed there, and to take it from there when it is to be tried again.
    [{
      actions   = ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
      resources = [module.alarm_failed[0].arn]
      condition = null
    }],
  )

  maximum_event_age = 6 * 60 * 60
  retries           = 2
  on_failure        = { queue = module.alarm_failed[0].arn }
}

resource "aws_lambda_permission" "alarms" {
  count = local.alarming

  statement_id  = "sns"
  action        = "lambda:InvokeFunction"
  function_name = module.alarm_email[0].name
  principal     = "sns.amazonaws.com"
  source_arn    = aws_sns_topic.alarms[0].arn
}

resource "aws_sns_topic_subscription" "alarms" {
  count = local.alarming

  topic_arn  = aws_sns_topic.alarms[0].arn
  protocol   = "lambda"
  endpoint   = module.alarm_email[0].arn
  depends_on = [aws_lambda_permission.alarms]
}
