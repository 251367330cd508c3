/* SPDX-License-Identifier: MIT */
/* One self-contained page: a heading, then sections of facts, lists, tables and pictures. No script, no
 * request. */
#ifndef PAGE_H
#define PAGE_H

#include "diag.h"
#include "svg.h"

/* title: what the page is about; about: a line below it. Both may be anybody's text. */
void page_open(buffer *b, slice title, slice about);
void page_close(buffer *b);

void page_section_open(buffer *b, slice title); /* with its heading */
void page_section_close(buffer *b);

void page_facts_open(buffer *b); /* names with their values */
void page_fact(buffer *b, slice name, slice value);
void page_fact_count(buffer *b, const char *name, uint64_t count);
void page_fact_share(buffer *b, const char *name, uint64_t part, uint64_t all); /* "120 · 12.0 %" */
/* A mean of seconds as a duration; nothing where there is no count. */
void page_fact_seconds(buffer *b, const char *name, uint64_t sum, uint64_t count);
void page_fact_amount(buffer *b, const char *name, uint64_t millionths);
void page_facts_close(buffer *b);

void page_list_open(buffer *b);
void page_item(buffer *b, slice text);
void page_list_close(buffer *b);

/* A table: the first cell of each row names it, the others are numbers or short texts. */
void page_table_open(buffer *b, const char *const *heads, size_t count);
void page_row_open(buffer *b, slice name);
void page_cell(buffer *b, slice text);
void page_row_close(buffer *b);
void page_table_close(buffer *b);

/* The table that stands in for a picture, folded away behind it. */
void page_instead_open(buffer *b, const char *const *heads, size_t count);
void page_instead_close(buffer *b);

/* Writes it to a file; "-" is standard output. 0, or EXIT_IO with a message. */
int page_write(diag *d, const char *path, const buffer *b);

#endif
