# A function of make package, with its own role, log group and the way it treats events that fail.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

data "aws_region" "current" {}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.log_days
}

resource "aws_iam_role" "this" {
  # Roles are the account's, not the region's.
  name = "${var.name}-${data.aws_region.current.name}"

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy" "this" {
  name = "function"
  role = aws_iam_role.this.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        for permission in var.permissions : merge(
          { Effect = "Allow", Action = permission.actions, Resource = permission.resources },
          permission.condition == null ? {} : { Condition = permission.condition },
        )
      ],
      # Without the permission to make a group, so that nothing comes back after it was deleted.
      [
        for group in concat(var.log_groups, [aws_cloudwatch_log_group.this.arn]) :
        { Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = ["${group}:*"] }
      ],
    )
  })
}

resource "aws_lambda_function" "this" {
  function_name    = var.name
  filename         = var.package
  source_code_hash = fileexists(var.package) ? filebase64sha256(var.package) : null
  runtime          = "provided.al2023"
  handler          = "bootstrap"
  architectures    = [var.architecture]
  memory_size      = var.memory
  timeout          = var.timeout
  role             = aws_iam_role.this.arn
  # -1 reserves none.
  reserved_concurrent_executions = var.reserved_concurrency == 0 ? -1 : var.reserved_concurrency

  environment {
    variables = var.environment
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.this.name
  }

  lifecycle {
    precondition {
      condition     = fileexists(var.package)
      error_message = "There is no ${var.package}: run make package first."
    }
  }

  # A role that is used before it has its policy fails.
  depends_on = [aws_iam_role_policy.this]
}

resource "aws_lambda_function_event_invoke_config" "this" {
  function_name                = aws_lambda_function.this.function_name
  maximum_event_age_in_seconds = var.maximum_event_age
  maximum_retry_attempts       = var.retries

  dynamic "destination_config" {
    for_each = var.on_failure == null ? [] : [var.on_failure]

    content {
      on_failure {
        destination = destination_config.value.queue
      }
    }
  }
}
