"""GMime reads a mail: its headers and leaves. Needs libgmime-3.0, of `scripts/setup bench-mime`."""

import ctypes
from ctypes import c_char_p, c_int, c_size_t, c_void_p
from ctypes.util import find_library


def _load():
    name = find_library("gmime-3.0")
    if name is None:
        return None
    library = ctypes.CDLL(name)
    pointer, text, number = c_void_p, c_char_p, c_int
    for function, result, *arguments in (
        ("init", None),
        ("stream_mem_new_with_buffer", pointer, text, c_size_t),
        ("stream_mem_new", pointer),
        ("stream_mem_get_byte_array", pointer, pointer),
        ("parser_new_with_stream", pointer, pointer),
        ("parser_construct_message", pointer, pointer, pointer),
        ("message_get_subject", text, pointer),
        ("message_get_message_id", text, pointer),
        ("message_get_from", pointer, pointer),
        ("message_get_to", pointer, pointer),
        ("message_get_mime_part", pointer, pointer),
        ("multipart_get_type", c_size_t),
        ("message_part_get_type", c_size_t),
        ("multipart_get_count", number, pointer),
        ("multipart_get_part", pointer, pointer, number),
        ("object_get_content_type", pointer, pointer),
        ("object_get_content_id", text, pointer),
        ("content_type_get_mime_type", pointer, pointer),
        ("part_get_filename", text, pointer),
        ("part_get_content", pointer, pointer),
        ("data_wrapper_write_to_stream", c_size_t, pointer, pointer),
    ):
        pointer_to = getattr(library, f"g_mime_{function}")
        pointer_to.restype, pointer_to.argtypes = result, arguments
    for function, result, *arguments in (
        ("list_length", number, pointer),
        ("list_get_address", pointer, pointer, number),
        ("get_name", text, pointer),
        ("mailbox_get_idn_addr", text, pointer),
    ):
        pointer_to = getattr(library, f"internet_address_{function}")
        pointer_to.restype, pointer_to.argtypes = result, arguments
    library.g_type_check_instance_is_a.restype = c_int
    library.g_type_check_instance_is_a.argtypes = [pointer, c_size_t]
    library.g_object_unref.argtypes = [pointer]
    library.g_mime_init()
    return library


GMIME = _load()


class _Bytes(ctypes.Structure):
    _fields_ = [("data", c_void_p), ("length", ctypes.c_uint)]


def _addresses(addresses):
    result = []
    for index in range(GMIME.internet_address_list_length(addresses)):
        address = GMIME.internet_address_list_get_address(addresses, index)
        name = GMIME.internet_address_get_name(address)
        result.append(((name or b"").decode(), GMIME.internet_address_mailbox_get_idn_addr(address).decode()))
    return result


def _leaf(part):
    mime_type = GMIME.g_mime_content_type_get_mime_type(GMIME.g_mime_object_get_content_type(part))
    name = GMIME.g_mime_part_get_filename(part)
    identifier = GMIME.g_mime_object_get_content_id(part)
    stream = GMIME.g_mime_stream_mem_new()
    GMIME.g_mime_data_wrapper_write_to_stream(GMIME.g_mime_part_get_content(part), stream)
    array = ctypes.cast(GMIME.g_mime_stream_mem_get_byte_array(stream), ctypes.POINTER(_Bytes)).contents
    data = ctypes.string_at(array.data, array.length) if array.length else b""
    GMIME.g_object_unref(stream)
    return (ctypes.string_at(mime_type).decode(), name and name.decode(), identifier and identifier.decode(), data)


def read(data):
    stream = GMIME.g_mime_stream_mem_new_with_buffer(data, len(data))
    parser = GMIME.g_mime_parser_new_with_stream(stream)
    message = GMIME.g_mime_parser_construct_message(parser, None)
    leaves = []
    pending = [GMIME.g_mime_message_get_mime_part(message)]
    while pending:
        part = pending.pop()
        if GMIME.g_type_check_instance_is_a(part, GMIME.g_mime_multipart_get_type()):
            count = GMIME.g_mime_multipart_get_count(part)
            pending += [GMIME.g_mime_multipart_get_part(part, index) for index in reversed(range(count))]
        else:
            leaves.append(_leaf(part))
    result = {
        "subject": (GMIME.g_mime_message_get_subject(message) or b"").decode(),
        "message_id": GMIME.g_mime_message_get_message_id(message).decode(),
        "from": _addresses(GMIME.g_mime_message_get_from(message)),
        "to": _addresses(GMIME.g_mime_message_get_to(message)),
        "leaves": leaves,
    }
    for thing in (message, parser, stream):
        GMIME.g_object_unref(thing)
    return result
