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
  description = "The domains of mailboxes. SES takes mail for them and no others."
  type        = list(string)

  validation {
    # A rule without recipients would take the mail of every verified domain.
    condition     = length(var.domains) >= 1 && length(var.domains) <= 100
    error_message = "domains needs at least one domain, and SES allows 100 in a rule."
  }

  validation {
    condition     = alltrue([for domain in var.domains : can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63}$", domain))])
    error_message = "domains has names such as mail.example.com, in lower case (international ones as xn--...), without '@' and without a dot at the end."
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
    condition     = var.raw_mail_days >= 1 && floor(var.raw_mail_days) == var.raw_mail_days
    error_message = "raw_mail_days is a whole number of days, 1 or more."
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
