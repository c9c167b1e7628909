#ifndef POSTROOM_GLIBC_COMPAT_H
#define POSTROOM_GLIBC_COMPAT_H

// Nothing to call: linking this target into an executable is all there is to do. See GlibcCompat.c.

#endif
