locals {
  packages = coalesce(var.packages, "${path.root}/../dist")
}
