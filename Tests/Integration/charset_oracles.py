"""What Python and glibc read bytes as; None where they refuse them."""

import ctypes


def python(codec):
    def decode(data):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            return None

    return decode


_libc = ctypes.CDLL(None)
_libc.iconv_open.restype = ctypes.c_void_p
_libc.iconv.restype = ctypes.c_size_t
_libc.iconv.argtypes = [ctypes.c_void_p] * 5
_FAILURE = ctypes.c_size_t(-1).value


def glibc(name):
    """glibc's iconv by function, since the program would stop at the first code that it refuses; None where glibc lacks the charset."""
    descriptor = _libc.iconv_open(b"UTF-8", name.encode())
    if descriptor == _FAILURE:
        return None
    result = ctypes.create_string_buffer(256)

    def decode(data):
        _libc.iconv(descriptor, None, None, None, None)
        source = ctypes.create_string_buffer(data, len(data))
        start, rest = ctypes.c_void_p(ctypes.addressof(source)), ctypes.c_size_t(len(data))
        end, room = ctypes.c_void_p(ctypes.addressof(result)), ctypes.c_size_t(len(result))
        to = (ctypes.byref(end), ctypes.byref(room))
        failed = _libc.iconv(descriptor, ctypes.byref(start), ctypes.byref(rest), *to) == _FAILURE
        # Some converters hold a character back until they know that nothing combines with it.
        failed = failed or _libc.iconv(descriptor, None, None, *to) == _FAILURE
        return None if failed or rest.value else result.raw[: len(result) - room.value].decode()

    return decode
