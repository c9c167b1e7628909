variable "name" {
  description = "The name of the queue and of its alarm."
  type        = string
}

variable "visibility_timeout" {
  description = "Seconds: six times the function's timeout, as Lambda wants it where the queue is made an event source."
  type        = number
}

variable "alarm" {
  description = "What the alarm says."
  type        = string
}

variable "alarm_actions" {
  description = "The ARNs of topics that are told of the alarm, and of its end."
  type        = list(string)
}
