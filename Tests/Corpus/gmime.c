/* What GMime reads in mails: frames (a length of four bytes, the lowest first, and the bytes) on standard input, and for each a line of
   `path TAB type TAB kind TAB base64` for every part, then an empty line. The kind is `container`, `leaf` or, for a multipart without
   parts, `empty`. */

#include <gmime/gmime.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_line(GMimeObject *object, const char *path, const char *kind, const GByteArray *body) {
    GMimeContentType *type = g_mime_object_get_content_type(object);
    char *name = type == NULL ? g_strdup("") : g_mime_content_type_get_mime_type(type);
    char *text = body == NULL || body->len == 0 ? g_strdup("") : g_base64_encode(body->data, body->len);
    printf("%s\t%s\t%s\t%s\n", path, name, kind, text);
    g_free(text);
    g_free(name);
}

static void print_leaf(GMimePart *part, const char *path) {
    GByteArray *body = g_byte_array_new();
    GMimeDataWrapper *content = g_mime_part_get_content(part);
    if (content != NULL) {
        GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(body);
        g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
        g_mime_data_wrapper_write_to_stream(content, stream);
        g_object_unref(stream);
    }
    print_line(GMIME_OBJECT(part), path, "leaf", body);
    g_byte_array_unref(body);
}

static void print_part(GMimeObject *object, const char *path) {
    if (object == NULL) return;
    if (GMIME_IS_MULTIPART(object)) {
        int count = g_mime_multipart_get_count(GMIME_MULTIPART(object));
        print_line(object, path, count > 0 ? "container" : "empty", NULL);
        for (int index = 0; index < count; index++) {
            char *below = g_strdup_printf("%s.%d", path, index + 1);
            print_part(g_mime_multipart_get_part(GMIME_MULTIPART(object), index), below);
            g_free(below);
        }
    } else if (GMIME_IS_MESSAGE_PART(object)) {
        GMimeMessage *message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
        GMimeObject *root = message == NULL ? NULL : g_mime_message_get_mime_part(message);
        print_line(object, path, root == NULL ? "empty" : "container", NULL);
        char *below = g_strdup_printf("%s.1", path);
        print_part(root, below);
        g_free(below);
    } else if (GMIME_IS_PART(object)) {
        print_leaf(GMIME_PART(object), path);
    }
}

static void print_mail(uint8_t *bytes, size_t length) {
    GByteArray array = {.data = bytes, .len = (guint)length};
    GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(&array);
    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    if (message != NULL) {
        print_part(g_mime_message_get_mime_part(message), "1");
        g_object_unref(message);
    }
    g_object_unref(parser);
    g_object_unref(stream);
    putchar('\n');
}

int main(void) {
    uint8_t head[4];
    g_mime_init();
    while (fread(head, 1, sizeof head, stdin) == sizeof head) {
        size_t length = head[0] | head[1] << 8 | head[2] << 16 | (size_t)head[3] << 24;
        uint8_t *bytes = malloc(length + 1);
        if (bytes == NULL || fread(bytes, 1, length, stdin) != length) return 1;
        print_mail(bytes, length);
        free(bytes);
    }
    return 0;
}
