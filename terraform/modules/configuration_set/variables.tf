variable "name" {
  description = "The configuration set's name."
  type        = string
}

variable "events_topic" {
  description = "The name of the topic for events."
  type        = string
}

variable "suppressed_reasons" {
  description = "For which reasons an address gets no mail, and is put on the account's suppression list: BOUNCE, COMPLAINT."
  type        = list(string)
}
