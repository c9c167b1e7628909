variable "name" {
  description = "The function's name."
  type        = string
}

variable "package" {
  description = "The zip of make package."
  type        = string
}

variable "architecture" {
  description = "x86_64 or arm64."
  type        = string
}

variable "memory" {
  description = "Megabytes; the CPU grows with it."
  type        = number
  default     = 256
}

variable "timeout" {
  description = "Seconds."
  type        = number
}

variable "reserved_concurrency" {
  description = "How many of it run at once, reserved for it; 0 reserves none."
  type        = number
  default     = 0
}

variable "log_days" {
  description = "Days for which logs are kept."
  type        = number
}

variable "environment" {
  description = "Settings, see docs/configuration.md."
  type        = map(string)
}

variable "log_groups" {
  description = "The ARNs of log groups that the function writes besides its own."
  type        = list(string)
  default     = []
}

variable "permissions" {
  description = "What the function may do besides writing logs."
  type = list(object({
    actions   = list(string)
    resources = list(string)
    # By operator, then by key.
    condition = optional(map(map(list(string))))
  }))
}

variable "maximum_event_age" {
  description = "Seconds for which Lambda keeps an event of an asynchronous invocation."
  type        = number
}

variable "retries" {
  description = "How often Lambda tries such an event again after the function failed."
  type        = number
}

variable "on_failure" {
  description = "The ARN of a queue for events that it gave up."
  # An object, since the ARN is unknown until the queue is made, and whether there is one must not be.
  type    = object({ queue = string })
  default = null
}
