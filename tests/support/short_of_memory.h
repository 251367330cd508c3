/* SPDX-License-Identifier: MIT */
/* An allocator that fails once, on wish. A test that includes it has `Link: -Wl,--wrap=calloc,--wrap=realloc`. */
#ifndef TESTS_SUPPORT_SHORT_OF_MEMORY_H
#define TESTS_SUPPORT_SHORT_OF_MEMORY_H

#include <stddef.h>

static long left = -1; /* allocations until one fails; negative: none fails */

void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static int fails(void) { return left >= 0 && left-- == 0; }

void *__wrap_calloc(size_t count, size_t size) { return fails() ? NULL : __real_calloc(count, size); }

void *__wrap_realloc(void *old, size_t size) { return fails() ? NULL : __real_realloc(old, size); }

#endif
