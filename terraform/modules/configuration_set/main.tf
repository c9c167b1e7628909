# A configuration set of SES: what becomes of each mail that is sent with it is published to a topic.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  # By name, since the topic's policy is needed before events can be published.
  arn = join(":", [
    "arn", data.aws_partition.current.partition, "ses", data.aws_region.current.name, data.aws_caller_identity.current.account_id,
    "configuration-set/${var.name}",
  ])
}

# Not encrypted: SES may not use AWS's own key, and one of ours would cost more than all the rest.
resource "aws_sns_topic" "events" {
  name = var.events_topic
}

resource "aws_sns_topic_policy" "events" {
  arn = aws_sns_topic.events.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "SESPublishesEvents"
      Effect    = "Allow"
      Principal = { Service = "ses.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.events.arn
      Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id, "aws:SourceArn" = local.arn } }
    }]
  })
}

resource "aws_sesv2_configuration_set" "this" {
  configuration_set_name = var.name

  sending_options {
    sending_enabled = true
  }

  delivery_options {
    tls_policy = "OPTIONAL"
  }

  suppression_options {
    suppressed_reasons = var.suppressed_reasons
  }
}

resource "aws_sesv2_configuration_set_event_destination" "events" {
  configuration_set_name = aws_sesv2_configuration_set.this.configuration_set_name
  event_destination_name = "events"

  event_destination {
    enabled = true
    # Opens and clicks are not among them: SES would rewrite bodies for those.
    matching_event_types = ["SEND", "REJECT", "BOUNCE", "COMPLAINT", "DELIVERY", "DELIVERY_DELAY"]

    sns_destination {
      topic_arn = aws_sns_topic.events.arn
    }
  }

  # SES tries to publish when this is made.
  depends_on = [aws_sns_topic_policy.events]
}
