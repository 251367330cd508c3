/* SPDX-License-Identifier: MIT */
/* How do answers look as a page for a browser and a printer?
 * Uses text alone. Invariant: everything stands in the one file, and a policy in its head forbids the browser
 * to fetch anything; colours are those of people who see colours differently, in light, in dark, on paper. */
#include "page.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "numbers.h"
#include "writer.h"

/* Light is the ground, dark is for screens that ask for it, and paper is always light. h1 to h8: shades of
 * one hue, so that order is seen without colour too; a and b: blue and orange. */
static const char *const style[] = {
    ":root{color-scheme:light;--paper:#fff;--card:#f7f8fa;--ink:#1b2027;--dim:#59636e;--rule:#d5dae0;"
    "--a:#0072b2;--b:#d55e00;--c:#009e73;--open:#0072b2;--h0:#eceff2;--h1:#d5e6f3;--h2:#b7d5ea;--h3:#93c1df;"
    "--h4:#6aa9d1;--h5:#428fc0;--h6:#2474ab;--h7:#0f588d;--h8:#083c66}\n"
    "@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;--paper:#12161b;--card:#1a2027;"
    "--ink:#e7ebef;--dim:#a0abb6;--rule:#39434e;--a:#56b4e9;--b:#f0a13a;--c:#2fc795;--open:#56b4e9;--h0:#"
    "2a333d;"
    "--h1:#1b3a52;--h2:#1c4a6b;--h3:#215e88;--h4:#2c74a5;--h5:#3f8cc0;--h6:#5ea6d6;--h7:#8cc3e8;--h8:#c5e2f7}"
    "}\n",
    "*{box-sizing:border-box}\n"
    "body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,\"Segoe UI\",Roboto,"
    "\"Noto Sans\",\"DejaVu Sans\",sans-serif}\n"
    "header,main,footer{max-width:76rem;margin:0 auto;padding:0 1rem}\n"
    "header{padding-top:1.5rem}\n"
    "h1{font-size:1.7rem;line-height:1.25;margin:0;overflow-wrap:anywhere}\n"
    "header p{margin:.25rem 0 1rem;color:var(--dim);overflow-wrap:anywhere}\n"
    "footer{color:var(--dim);font-size:.85rem;padding-top:1rem;padding-bottom:2rem}\n"
    "main{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,27rem),1fr));"
    "align-items:stretch}\n"
    "section{background:var(--card);border:1px solid var(--rule);border-radius:.5rem;padding:.9rem 1.1rem;"
    "min-width:0}\n"
    "h2{font-size:1.05rem;line-height:1.3;margin:0 0 .6rem}\n",
    "svg{display:block;width:100%;height:auto}\n"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:0}\n"
    "dt{color:var(--dim)}\n"
    "dd{margin:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}\n"
    "ul{margin:0;padding-left:1.1rem;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}\n"
    "details{margin-top:.6rem}\n"
    "summary{cursor:pointer;color:var(--dim);font-size:.85rem}\n"
    ".scroll{overflow-x:auto}\n"
    "table{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums;margin-top:.4rem}\n"
    "th,td{padding:.15rem .6rem;text-align:right;border-bottom:1px solid var(--rule);white-space:nowrap}\n"
    "th:first-child{text-align:left;padding-left:0}\n"
    "thead th{color:var(--dim);font-weight:600}\n"
    "tbody th{font-weight:400}\n",
    "text{font-size:11.5px;fill:var(--ink);font-variant-numeric:tabular-nums}\n"
    ".dim{fill:var(--dim)}.mid{text-anchor:middle}.end{text-anchor:end}\n"
    ".a{fill:var(--a)}.b{fill:var(--b)}.c{fill:var(--c)}.open{fill:var(--open)}.track{fill:var(--h0)}\n"
    ".grid{stroke:var(--rule);stroke-width:.7}.axis{stroke:var(--dim);stroke-width:1}\n"
    ".mark{stroke:var(--ink);stroke-width:1;stroke-dasharray:3 3}\n"
    ".la,.lb,.lc{fill:none;stroke-width:2;stroke-linejoin:round}\n"
    ".la{stroke:var(--a)}.lb{stroke:var(--b);stroke-dasharray:6 3}.lc{stroke:var(--c);stroke-dasharray:2 3}\n"
    ".h0{fill:var(--h0)}.h1{fill:var(--h1)}.h2{fill:var(--h2)}.h3{fill:var(--h3)}.h4{fill:var(--h4)}"
    ".h5{fill:var(--h5)}.h6{fill:var(--h6)}.h7{fill:var(--h7)}.h8{fill:var(--h8)}\n",
    "@media screen and (max-width:36rem){text{font-size:12.8px}}\n"
    "@media "
    "print{@page{margin:14mm}html{font-size:12px}body{font-size:12px}text{font-size:13px}header,main,footer{"
    "max-width:none;padding-left:0;"
    "padding-right:0}section{break-inside:avoid;background:none}"
    "main{grid-template-columns:1fr 1fr;gap:4mm}details:not([open]){display:none}"
    "*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}\n",
};

void page_open(buffer *b, slice title, slice about) {
  buffer_str(b, "<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n"
                "<meta charset=\"utf-8\" />\n"
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                "'unsafe-inline'\" />\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n<title>");
  markup_text(b, title);
  buffer_str(b, "</title>\n<style>\n");
  for (size_t i = 0; i < sizeof style / sizeof *style; i++) buffer_str(b, style[i]);
  buffer_str(b, "</style>\n</head>\n<body>\n<header>\n<h1 dir=\"auto\">");
  markup_text(b, title);
  buffer_str(b, "</h1>\n<p>");
  markup_text(b, about);
  buffer_str(b, "</p>\n</header>\n<main>\n");
}

void page_close(buffer *b) {
  buffer_format(b, "</main>\n<footer>Written by dialplan %s.</footer>\n</body>\n</html>\n",
                dialplan_version());
}

static void put_element(buffer *b, const char *open, slice text, const char *close) {
  buffer_str(b, open);
  markup_text(b, text);
  buffer_str(b, close);
}

void page_section_open(buffer *b, slice title) { put_element(b, "<section>\n<h2>", title, "</h2>\n"); }

void page_section_close(buffer *b) { buffer_str(b, "</section>\n"); }

void page_facts_open(buffer *b) { buffer_str(b, "<dl>\n"); }

void page_fact(buffer *b, slice name, slice value) {
  put_element(b, "<dt>", name, "</dt>");
  put_element(b, "<dd>", value, "</dd>\n");
}

void page_fact_count(buffer *b, const char *name, uint64_t count) {
  buffer text = {0};
  buffer_format(&text, "%llu", (unsigned long long)count);
  page_fact(b, slice_of(name), (slice){text.data, text.len});
  buffer_free(&text);
}

void page_fact_share(buffer *b, const char *name, uint64_t part, uint64_t all) {
  buffer text = {0};
  buffer_format(&text, "%llu · ", (unsigned long long)part);
  put_percent(&text, part, all);
  page_fact(b, slice_of(name), (slice){text.data, text.len});
  buffer_free(&text);
}

void page_fact_seconds(buffer *b, const char *name, uint64_t sum, uint64_t count) {
  buffer text = {0};
  if (!count) return;
  put_length(&text, mean_of(sum, count));
  page_fact(b, slice_of(name), (slice){text.data, text.len});
  buffer_free(&text);
}

void page_fact_amount(buffer *b, const char *name, uint64_t millionths) {
  buffer text = {0};
  put_amount(&text, millionths);
  page_fact(b, slice_of(name), (slice){text.data, text.len});
  buffer_free(&text);
}

void page_facts_close(buffer *b) { buffer_str(b, "</dl>\n"); }

void page_list_open(buffer *b) { buffer_str(b, "<ul>\n"); }
void page_item(buffer *b, slice text) { put_element(b, "<li>", text, "</li>\n"); }
void page_list_close(buffer *b) { buffer_str(b, "</ul>\n"); }

void page_table_open(buffer *b, const char *const *heads, size_t count) {
  buffer_str(b, "<div class=\"scroll\"><table>\n<thead><tr>");
  for (size_t i = 0; i < count; i++) put_element(b, "<th scope=\"col\">", slice_of(heads[i]), "</th>");
  buffer_str(b, "</tr></thead>\n<tbody>\n");
}

void page_row_open(buffer *b, slice name) { put_element(b, "<tr><th scope=\"row\">", name, "</th>"); }
void page_cell(buffer *b, slice text) { put_element(b, "<td>", text, "</td>"); }
void page_row_close(buffer *b) { buffer_str(b, "</tr>\n"); }
void page_table_close(buffer *b) { buffer_str(b, "</tbody>\n</table></div>\n"); }

void page_instead_open(buffer *b, const char *const *heads, size_t count) {
  buffer_str(b, "<details><summary>As a table</summary>\n");
  page_table_open(b, heads, count);
}

void page_instead_close(buffer *b) {
  page_table_close(b);
  buffer_str(b, "</details>\n");
}

int page_write(diag *d, const char *path, const buffer *b) {
  if (!strcmp(path, "-")) return write_out(d, b->data, b->len);
  const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, 0666);
  if (fd < 0) return diag_fail(d, EXIT_IO, "write", "%s cannot be written: %s", path, strerror(errno));
  int number = 0;
  for (size_t done = 0; done < b->len && !number;) {
    const ssize_t n = write(fd, b->data + done, b->len - done);
    if (n >= 0)
      done += (size_t)n;
    else if (errno != EINTR)
      number = errno;
  }
  if (close(fd) && !number) number = errno;
  return number ? diag_fail(d, EXIT_IO, "write", "%s cannot be written: %s", path, strerror(number)) : 0;
}
