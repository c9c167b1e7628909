terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source = "hashicorp/aws"
      # Tested with 5.100.0; no 6.x was.
      version = "~> 5.100"
    }
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = merge({ Application = var.name }, var.tags)
  }
}

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.name

  # How many there are of what forwards: everything of it is made with alias_domains only.
  forwarding = length(var.alias_domains) > 0 ? 1 : 0
  # And of what sends mail of Postroom's own, to users and to operators.
  welcoming = var.welcome_mail && var.notification_from != "" ? 1 : 0
  alarming  = length(var.alarm_to) > 0 && var.notification_from != "" ? 1 : 0
  noticing  = max(local.welcoming, local.alarming)

  alarm_actions = var.alarm_topic == null ? [] : [var.alarm_topic]

  packages = coalesce(var.packages, "${path.root}/../dist")
}
