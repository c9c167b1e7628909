#include "CCrashReport.h"
