#ifndef POSTROOM_CZLIB_H
#define POSTROOM_CZLIB_H

#include <zlib.h>

#endif
