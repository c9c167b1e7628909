// Nothing: what any Swift program pays to start and to end. The budget for Echo's start is a multiple of it.
