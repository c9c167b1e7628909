/* GMime as a peer of `make bench-mime`: the same commands and answers as MIMEBenchmark (Postroom/PeerLoop.swift). */
#include <gmime/gmime.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
    /* The streams of a message refer to it as long as the message lives. */
    GByteArray bytes;
} Mail;

static Mail *mails;
static size_t mail_count;
static uint8_t *pack;

static int64_t cpu_time(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static int read_file(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) return 0;
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    free(pack);
    pack = malloc(*size + 1);
    int complete = pack != NULL && fread(pack, 1, *size, file) == *size;
    fclose(file);
    return complete;
}

static int load(const char *path, size_t *total) {
    size_t size, capacity = 0;
    mail_count = 0;
    *total = 0;
    if (!read_file(path, &size)) return 0;
    for (size_t position = 0; position + 8 <= size;) {
        uint64_t length;
        memcpy(&length, pack + position, 8);
        position += 8;
        if (length > size - position) return 0;
        if (mail_count == capacity || mails == NULL) {
            capacity = capacity ? capacity * 2 : 1024;
            mails = realloc(mails, capacity * sizeof *mails);
            if (mails == NULL) return 0;
        }
        mails[mail_count++].bytes = (GByteArray){.data = pack + position, .len = (guint)length};
        position += length;
        *total += length;
    }
    return 1;
}

/* The stream refers to the mail where it is: nothing is copied. */
static GMimeMessage *parse(Mail *mail) {
    GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(&mail->bytes);
    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    g_object_unref(parser);
    g_object_unref(stream);
    return message;
}

typedef void (*Visit)(GMimeObject *object, void *context);

/* A message and its root are two objects here: both have fields. */
static void walk(GMimeObject *object, Visit visit, void *context) {
    if (object == NULL) return;
    visit(object, context);
    if (GMIME_IS_MULTIPART(object)) {
        int count = g_mime_multipart_get_count(GMIME_MULTIPART(object));
        for (int index = 0; index < count; index++) walk(g_mime_multipart_get_part(GMIME_MULTIPART(object), index), visit, context);
    } else if (GMIME_IS_MESSAGE_PART(object)) {
        walk((GMimeObject *)g_mime_message_part_get_message(GMIME_MESSAGE_PART(object)), visit, context);
    } else if (GMIME_IS_MESSAGE(object)) {
        walk(g_mime_message_get_mime_part(GMIME_MESSAGE(object)), visit, context);
    }
}

static size_t text_size(const char *text) { return text == NULL ? 0 : strlen(text); }

/* The body of a leaf as a byte array that the caller frees; text is in UTF-8. */
static GByteArray *body(GMimePart *part) {
    if (GMIME_IS_TEXT_PART(part)) {
        char *text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
        size_t size = text_size(text);
        return g_byte_array_new_take((guint8 *)text, size);
    }
    GByteArray *array = g_byte_array_new();
    GMimeDataWrapper *content = g_mime_part_get_content(part);
    if (content == NULL) return array;
    GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(array);
    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
    g_mime_data_wrapper_write_to_stream(content, stream);
    g_object_unref(stream);
    return array;
}

static void visit_structure(GMimeObject *object, void *context) {
    int64_t *sum = context;
    *sum += 1 + g_mime_header_list_get_count(g_mime_object_get_header_list(object));
    if (!GMIME_IS_PART(object)) return;
    GMimeDataWrapper *content = g_mime_part_get_content(GMIME_PART(object));
    if (content == NULL) return;
    GMimeStream *stream = g_mime_data_wrapper_get_stream(content);
    *sum += stream->bound_start + stream->bound_end;
}

static int64_t list_size(InternetAddressList *list) {
    int64_t sum = 0;
    if (list == NULL) return 0;
    int count = internet_address_list_length(list);
    for (int index = 0; index < count; index++) {
        InternetAddress *address = internet_address_list_get_address(list, index);
        sum += text_size(internet_address_get_name(address));
        if (INTERNET_ADDRESS_IS_MAILBOX(address)) {
            sum += text_size(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address)));
        } else {
            sum += list_size(internet_address_group_get_members(INTERNET_ADDRESS_GROUP(address)));
        }
    }
    return sum;
}

static void visit_full(GMimeObject *object, void *context) {
    int64_t *sum = context;
    GMimeHeaderList *headers = g_mime_object_get_header_list(object);
    int count = g_mime_header_list_get_count(headers);
    for (int index = 0; index < count; index++) {
        GMimeHeader *header = g_mime_header_list_get_header_at(headers, index);
        *sum += text_size(g_mime_header_get_name(header)) + text_size(g_mime_header_get_value(header));
    }
    if (GMIME_IS_MESSAGE(object)) {
        GMimeMessage *message = GMIME_MESSAGE(object);
        for (int type = GMIME_ADDRESS_TYPE_SENDER; type <= GMIME_ADDRESS_TYPE_BCC; type++) {
            *sum += list_size(g_mime_message_get_addresses(message, type));
        }
        *sum += g_mime_message_get_date(message) != NULL;
        *sum += text_size(g_mime_message_get_message_id(message));
    } else if (GMIME_IS_PART(object)) {
        *sum += text_size(g_mime_part_get_filename(GMIME_PART(object)));
        GByteArray *content = body(GMIME_PART(object));
        *sum += content->len;
        g_byte_array_unref(content);
    }
}

static uint32_t crc_table[256];

static void make_crc_table(void) {
    for (uint32_t index = 0; index < 256; index++) {
        uint32_t value = index;
        for (int bit = 0; bit < 8; bit++) value = value & 1 ? 0xEDB88320 ^ value >> 1 : value >> 1;
        crc_table[index] = value;
    }
}

static uint32_t crc32(const uint8_t *bytes, size_t size) {
    uint32_t value = ~(uint32_t)0;
    for (size_t index = 0; index < size; index++) value = crc_table[(value ^ bytes[index]) & 0xFF] ^ value >> 8;
    return ~value;
}

static void add_collapsed(GByteArray *array, const char *text) {
    size_t start = array->len;
    for (; text != NULL && *text; text++) {
        int is_space = *text == ' ' || (*text >= 9 && *text <= 13);
        if (is_space && (array->len == start || array->data[array->len - 1] == ' ')) continue;
        g_byte_array_append(array, (const guint8 *)(is_space ? " " : text), 1);
    }
    if (array->len > start && array->data[array->len - 1] == ' ') g_byte_array_set_size(array, array->len - 1);
}

static void add_addresses(GByteArray *array, InternetAddressList *list) {
    int count = internet_address_list_length(list);
    for (int index = 0; index < count; index++) {
        InternetAddress *address = internet_address_list_get_address(list, index);
        if (INTERNET_ADDRESS_IS_GROUP(address)) {
            add_addresses(array, internet_address_group_get_members(INTERNET_ADDRESS_GROUP(address)));
            continue;
        }
        const char *addr = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address));
        add_collapsed(array, internet_address_get_name(address));
        g_byte_array_append(array, (const guint8 *)"", 1);
        g_byte_array_append(array, (const guint8 *)addr, text_size(addr));
        g_byte_array_append(array, (const guint8 *)"\n", 1);
    }
}

static void print_crc(FILE *file, GByteArray *array) {
    fprintf(file, " %x", crc32(array->data, array->len));
    g_byte_array_unref(array);
}

static void visit_count(GMimeObject *object, void *context) {
    int *counts = context;
    if (!GMIME_IS_MESSAGE(object)) counts[0]++;
    counts[1] += g_mime_header_list_get_count(g_mime_object_get_header_list(object));
}

static void visit_digest(GMimeObject *object, void *context) {
    FILE *file = context;
    if (!GMIME_IS_PART(object)) return;
    GByteArray *content = body(GMIME_PART(object));
    if (GMIME_IS_TEXT_PART(object)) {
        size_t size = 0;
        for (size_t index = 0; index < content->len; index++) {
            if (content->data[index] == '\n' && size > 0 && content->data[size - 1] == '\r') size--;
            content->data[size++] = content->data[index];
        }
        g_byte_array_set_size(content, size);
    }
    char *type = g_ascii_strdown(g_mime_content_type_get_mime_type(g_mime_object_get_content_type(object)), -1);
    fprintf(file, "L %s %u", type, content->len);
    g_free(type);
    print_crc(file, content);
    fputc('\n', file);
}

static void digest(GMimeMessage *message, FILE *file) {
    int counts[2] = {0, 0};
    walk(GMIME_OBJECT(message), visit_count, counts);
    fprintf(file, "M %d %d", counts[0], counts[1]);
    const char *subject = g_mime_message_get_subject(message);
    GByteArray *array = g_byte_array_new();
    add_collapsed(array, subject);
    if (subject != NULL) {
        print_crc(file, array);
    } else {
        fputs(" -", file);
    }
    const char *names[] = {"From", "To"};
    for (int type = 0; type < 2; type++) {
        if (g_mime_object_get_header(GMIME_OBJECT(message), names[type]) == NULL) {
            fputs(" -", file);
            continue;
        }
        array = g_byte_array_new();
        add_addresses(array, g_mime_message_get_addresses(message, type ? GMIME_ADDRESS_TYPE_TO : GMIME_ADDRESS_TYPE_FROM));
        print_crc(file, array);
    }
    fputc('\n', file);
    walk(GMIME_OBJECT(message), visit_digest, file);
}

static void run(Visit visit, long long nanoseconds) {
    int64_t start = cpu_time(), spent, sum;
    int loops = 0;
    do {
        sum = 0;
        for (size_t index = 0; index < mail_count; index++) {
            GMimeMessage *message = parse(&mails[index]);
            if (message == NULL) continue;
            walk(GMIME_OBJECT(message), visit, &sum);
            g_object_unref(message);
        }
        loops++;
        spent = cpu_time() - start;
    } while (spent < nanoseconds);
    printf("ok %lld %d %lld\n", (long long)spent, loops, (long long)sum);
}

static int write_digests(const char *path) {
    FILE *file = fopen(path, "w");
    if (file == NULL) return 0;
    for (size_t index = 0; index < mail_count; index++) {
        GMimeMessage *message = parse(&mails[index]);
        if (message == NULL) {
            fputs("M 0 0 - - -\n", file);
            continue;
        }
        digest(message, file);
        g_object_unref(message);
    }
    return fclose(file) == 0;
}

int main(void) {
    char line[4096], argument[4096];
    long long nanoseconds;
    size_t total;
    g_mime_init();
    make_crc_table();
    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\n")] = 0;
        if (sscanf(line, "load %4095[^\n]", argument) == 1) {
            if (load(argument, &total)) {
                printf("ok %zu %zu\n", mail_count, total);
            } else {
                printf("cannot read %s\n", argument);
            }
        } else if (sscanf(line, "run %4095s %lld", argument, &nanoseconds) == 2) {
            run(strcmp(argument, "full") == 0 ? visit_full : visit_structure, nanoseconds);
        } else if (sscanf(line, "digest %4095[^\n]", argument) == 1) {
            puts(write_digests(argument) ? "ok" : "cannot write");
        } else {
            puts("unknown command");
        }
        fflush(stdout);
    }
    return 0;
}
