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
  description = "The ARN of an SNS topic that is told when mail could not be forwarded or sent, and when none is left; none where it is not set."
  type        = string
  default     = null
}

variable "notification_from" {
  description = "Who sends mail of Postroom's own, such as Example <hello@example.com>. Where it is not set nothing is made that sends it."
  type        = string
  default     = ""

  validation {
    # '*' and '?' would stand for other addresses in the roles.
    condition     = can(regex("^([^<>@,*?]+ <[^<>@,*?\\s]+@[a-z0-9.-]+\\.[a-z0-9-]{2,63}>|[^<>@,*?\\s]+@[a-z0-9.-]+\\.[a-z0-9-]{2,63})?$", var.notification_from))
    error_message = "notification_from is Name <name@example.com> or name@example.com, the domain in lower case (international ones as xn--...)."
  }
}

variable "welcome_mail" {
  description = "Whether mails are sent to users for what is published to a topic, such as user_registered."
  type        = bool
  default     = false

  validation {
    # Without a sender nothing would be made, and nobody would be told.
    condition     = !var.welcome_mail || var.notification_from != ""
    error_message = "welcome_mail needs notification_from."
  }
}

variable "templates_bucket" {
  description = "The bucket with your templates of those mails, which is not made here; where it is not set, those that are built in."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])?$", var.templates_bucket))
    error_message = "templates_bucket is the name of a bucket."
  }
}

variable "templates_prefix" {
  description = "What the keys of templates begin with."
  type        = string
  default     = "templates/"

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]+(/[a-zA-Z0-9_-]+)*/$", var.templates_prefix))
    error_message = "templates_prefix is a path that ends with '/', such as templates/."
  }
}

variable "unsubscribe" {
  description = "Where users unsubscribe, https:// or mailto:; {email} in it stands for the address. Where it is not set, nowhere."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^((https://|mailto:)[!-;=?-~]+)?$", var.unsubscribe))
    error_message = "unsubscribe begins with https:// or mailto:, and has no spaces."
  }
}

variable "alarm_to" {
  description = "Who gets alarms as mail. Where it is empty, nobody."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for address in var.alarm_to : can(regex("^[^<>@\\s]+@[^<>@\\s]+$", address))])
    error_message = "alarm_to has addresses such as ops@example.com, without names."
  }

  validation {
    condition     = length(var.alarm_to) == 0 || var.notification_from != ""
    error_message = "alarm_to needs notification_from."
  }
}

variable "informational_to" {
  description = "Who gets what takes the route 'informational'. Where it is empty, those of alarm_to."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for address in var.informational_to : can(regex("^[^<>@\\s]+@[^<>@\\s]+$", address))])
    error_message = "informational_to has addresses such as ops@example.com, without names."
  }
}

variable "alarm_routes" {
  description = "Which alarms take another route than 'immediate': rules such as billing=digest or severity:info=informational, with commas between."
  type        = string
  default     = ""
}

variable "time_zone" {
  description = "The zone of times in alarms, such as Europe/Berlin."
  type        = string
  default     = "UTC"

  validation {
    condition     = can(regex("^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$", var.time_zone))
    error_message = "time_zone is a name such as Europe/Berlin, or UTC."
  }
}

variable "fold_minutes" {
  description = "For how many minutes an alarm's state is mailed once."
  type        = number
  default     = 5

  validation {
    condition     = var.fold_minutes >= 0 && var.fold_minutes <= 1440 && floor(var.fold_minutes) == var.fold_minutes
    error_message = "fold_minutes is a whole number from 0 to 1440."
  }
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
  description = "Days for which the logs of functions are kept."
  type        = number
  default     = 30

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_days)
    error_message = "log_days is one of the times that CloudWatch Logs has: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, ..."
  }
}

variable "mail_log" {
  description = "How the mail log shows addresses: full, or hashed under mail_log_key."
  type        = string
  default     = "full"

  validation {
    condition     = contains(["full", "hashed"], var.mail_log)
    error_message = "mail_log is full or hashed."
  }

  validation {
    # The functions would not start.
    condition     = var.mail_log != "hashed" || var.mail_log_key != ""
    error_message = "mail_log needs mail_log_key where it is hashed."
  }
}

variable "mail_log_key" {
  description = "The secret under which addresses are hashed. Lines under another one are no longer found by address."
  type        = string
  default     = ""
  sensitive   = true

  validation {
    condition     = can(regex("^([!-~]{16,256})?$", var.mail_log_key))
    error_message = "mail_log_key has 16 to 256 characters, none of them a space."
  }
}

variable "mail_log_days" {
  description = "Days for which the mail log is kept."
  type        = number
  default     = 30

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.mail_log_days)
    error_message = "mail_log_days is one of the times that CloudWatch Logs has: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, ..."
  }
}

variable "deletion_protection" {
  description = "Whether the table cannot be deleted, and the bucket only when it is empty. Set it to false and apply before you destroy."
  type        = bool
  default     = true
}
