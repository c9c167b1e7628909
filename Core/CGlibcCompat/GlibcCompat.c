#include "CGlibcCompat.h"
