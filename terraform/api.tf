# The HTTP API. Its first route: a mail that could not be sent to a target is held, and the target gets a link to it.

resource "aws_apigatewayv2_api" "main" {
  count = local.forwarding

  name          = var.name
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_stage" "main" {
  count = local.forwarding

  api_id      = aws_apigatewayv2_api.main[0].id
  name        = "$default"
  auto_deploy = true

  # No access logs: whoever read them could open the mails.
  default_route_settings {
    throttling_burst_limit = 20
    throttling_rate_limit  = 10
  }
}

module "held_mail" {
  source = "./modules/function"
  count  = local.forwarding

  name         = "${var.name}-held-mail"
  package      = "${local.packages}/HeldMail.zip"
  architecture = var.architecture
  memory       = 128
  timeout      = 10
  log_days     = var.log_days

  environment = {
    POSTROOM_TABLE  = aws_dynamodb_table.main.name
    POSTROOM_BUCKET = aws_s3_bucket.mail.bucket
  }

  permissions = [
    # Whoever follows the link reads in this role's name.
    { actions = ["s3:GetObject"], resources = ["${aws_s3_bucket.mail.arn}/${var.raw_prefix}*"] },
    {
      actions   = ["dynamodb:GetItem"]
      resources = [aws_dynamodb_table.main.arn]
      condition = { "ForAllValues:StringLike" = { "dynamodb:LeadingKeys" = ["SECRET#forwarding"] } }
    },
  ]

  # The API waits for it: an invocation that nobody waits for comes from somebody who tries something.
  maximum_event_age = 60
  retries           = 0
}

resource "aws_lambda_permission" "held_mail" {
  count = local.forwarding

  statement_id  = "api"
  action        = "lambda:InvokeFunction"
  function_name = module.held_mail[0].name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.main[0].execution_arn}/*/*/held/*"
}

resource "aws_apigatewayv2_integration" "held_mail" {
  count = local.forwarding

  api_id                 = aws_apigatewayv2_api.main[0].id
  integration_type       = "AWS_PROXY"
  integration_uri        = module.held_mail[0].arn
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "held_mail" {
  for_each = toset(local.forwarding == 1 ? ["GET", "HEAD"] : [])

  api_id    = aws_apigatewayv2_api.main[0].id
  route_key = "${each.key} /held/{token}"
  target    = "integrations/${aws_apigatewayv2_integration.held_mail[0].id}"
}
