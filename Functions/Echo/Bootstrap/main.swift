import Echo

placeholder()
