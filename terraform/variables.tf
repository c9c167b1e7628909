variable "name" {
  description = "What everything is named after. Two deployments in one account need two names, or two regions."
  type        = string
  default     = "postroom"

  validation {
    # With account and region behind it, a bucket's name may have 63 characters.
    condition     = can(regex("^[a-z]([a-z0-9-]{0,23}[a-z0-9])?$", var.name))
    error_message = "name has 1 to 25 characters a-z, 0-9 and '-', begins with a letter and does not end with '-'."
  }
}

variable "region" {
  description = "The region, one in which SES receives mail; that of the environment or the profile where it is not set."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags for everything, besides Application."
  type        = map(string)
  default     = {}
}

variable "domains" {
  description = "The domains of mailboxes. SES takes mail for them, those of aliases, and no others."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for domain in var.domains : can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63}$", domain))])
    error_message = "domains has names such as mail.example.com, in lower case (international ones as xn--...), without '@' and without a dot at the end."
  }
}

variable "alias_domains" {
  description = "The domains whose mail is forwarded."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for domain in var.alias_domains : can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63}$", domain))])
    error_message = "alias_domains has names such as example.com, in lower case (international ones as xn--...), without '@' and without a dot at the end."
  }

  validation {
    # Here, since two variables cannot look at each other. A rule without recipients would take the mail of every verified domain.
    condition     = length(var.domains) + length(var.alias_domains) >= 1 && length(var.domains) + length(var.alias_domains) <= 100
    error_message = "domains or alias_domains needs at least one domain, and SES allows 100 in a rule."
  }

  validation {
    condition     = length(setintersection(var.domains, var.alias_domains)) == 0
    error_message = "alias_domains has a name that domains has too: mail for a domain is kept or forwarded, not both."
  }
}

variable "aliases" {
  description = "Where aliases are kept: ssm (Parameter Store) or dynamodb (the table)."
  type        = string
  default     = "ssm"

  validation {
    condition     = contains(["ssm", "dynamodb"], var.aliases)
    error_message = "aliases is ssm or dynamodb."
  }
}

variable "unsure" {
  description = "What happens to a mail of which nobody knows whether SES took it: resend may make two, hold may make none."
  type        = string
  default     = "resend"

  validation {
    condition     = contains(["resend", "hold"], var.unsure)
    error_message = "unsure is resend or hold."
  }
}

variable "forward_concurrency" {
  description = "How many of AliasForward run at once, reserved for it. 0 reserves none, for an account that has none to spare."
  type        = number
  default     = 2

  validation {
    condition     = var.forward_concurrency >= 0 && var.forward_concurrency <= 100 && floor(var.forward_concurrency) == var.forward_concurrency
    error_message = "forward_concurrency is a whole number from 0 to 100."
  }
}

variable "alarm_topic" {
  description = "The ARN of an SNS topic that is told when a mail could not be forwarded, and when none is left; none where it is not set."
  type        = string
  default     = null
}

variable "packages" {
  description = "The directory with the zips of make package; dist of this repository where it is not set."
  type        = string
  default     = null
}

variable "architecture" {
  description = "That of the machine that made the zips."
  type        = string
  default     = "x86_64"

  validation {
    condition     = contains(["x86_64", "arm64"], var.architecture)
    error_message = "architecture is x86_64 or arm64: that of the machine on which make package ran."
  }
}

variable "raw_prefix" {
  description = "What stands before the message id in the keys of raw mails. It cannot be changed while there are mails under the former one."
  type        = string
  default     = "raw/"

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]+(/[a-zA-Z0-9_-]+)*/$", var.raw_prefix))
    error_message = "raw_prefix is a path that ends with '/', such as raw/."
  }
}

variable "raw_mail_days" {
  description = "Days after which raw mails end in any case. Longer than any mailbox lives: until then MailboxExpiry removes them."
  type        = number
  default     = 400

  validation {
    # A link to a held mail works for 30 days, after a mail was put off for up to 14.
    condition     = var.raw_mail_days >= 45 && floor(var.raw_mail_days) == var.raw_mail_days
    error_message = "raw_mail_days is a whole number of days, 45 or more."
  }
}

variable "scan_enabled" {
  description = "Whether SES looks for spam and viruses."
  type        = bool
  default     = true
}

variable "tls_policy" {
  description = "Require turns away senders without TLS, and with that loses mail."
  type        = string
  default     = "Optional"

  validation {
    condition     = contains(["Optional", "Require"], var.tls_policy)
    error_message = "tls_policy is Optional or Require."
  }
}

variable "spam" {
  description = "What happens to mail that SES takes for spam."
  type        = string
  default     = "store"

  validation {
    condition     = contains(["store", "refuse"], var.spam)
    error_message = "spam is store or refuse."
  }
}

variable "virus" {
  description = "What happens to mail in which SES finds a virus."
  type        = string
  default     = "store"

  validation {
    condition     = contains(["store", "refuse"], var.virus)
    error_message = "virus is store or refuse."
  }
}

variable "activate_rule_set" {
  description = "Whether to make the rule set the active one. A region has one: what was active before takes no more mail."
  type        = bool
  default     = false
}

variable "log_days" {
  description = "Days for which logs are kept."
  type        = number
  default     = 30

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_days)
    error_message = "log_days is one of the times that CloudWatch Logs has: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, ..."
  }
}

variable "deletion_protection" {
  description = "Whether the table cannot be deleted, and the bucket only when it is empty. Set it to false and apply before you destroy."
  type        = bool
  default     = true
}
